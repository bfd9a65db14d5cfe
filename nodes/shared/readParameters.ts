import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/** Text of a parameter, trimmed; refuses an empty one when it is required. */
export function readText(context: IExecuteFunctions, name: string, item: number): string {
	return String(context.getNodeParameter(name, item, '') ?? '').trim();
}

export function readRequiredText(
	context: IExecuteFunctions,
	{ name, label }: { readonly name: string; readonly label: string },
	item: number,
): string {
	const text = readText(context, name, item);
	if (text !== '') return text;
	throw new NodeOperationError(context.getNode(), `'${label}' is empty [item ${item}]`, {
		itemIndex: item,
		description: `Fill in '${label}', or map it from the incoming item.`,
	});
}

/** A number within bounds, both included. */
export function readNumber(
	context: IExecuteFunctions,
	{ name, label, low, high }: { readonly name: string; readonly label: string; readonly low: number; readonly high: number },
	item: number,
): number {
	const value = Number(context.getNodeParameter(name, item));
	if (Number.isFinite(value) && value >= low && value <= high) return value;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is "${String(context.getNodeParameter(name, item))}": expected a number from ${low} to ${high} [item ${item}]`,
		{ itemIndex: item, description: `Change '${label}' and run again.` },
	);
}

/** Reads entries of a collection parameter; the fallback stands for an entry that was not added. */
export function optionsOf(
	context: IExecuteFunctions,
	collection: string,
	item: number,
): <Value>(name: string, fallback: Value) => Value {
	return <Value>(name: string, fallback: Value) => {
		const value = context.getNodeParameter(`${collection}.${name}`, item, fallback) as Value | undefined;
		return value ?? fallback;
	};
}
