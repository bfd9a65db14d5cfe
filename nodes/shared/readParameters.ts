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

/** A whole number within bounds, both included; the fallback stands for an entry of a collection that was not added. */
export function readNumber(
	context: IExecuteFunctions,
	field: {
		readonly name: string;
		readonly label: string;
		readonly low: number;
		readonly high: number;
		readonly fallback?: number;
	},
	item: number,
): number {
	const { name, label, low, high, fallback } = field;
	const given = context.getNodeParameter(name, item, fallback) as unknown;
	const value = String(given ?? '').trim() === '' ? Number.NaN : Number(given);
	if (Number.isInteger(value) && value >= low && value <= high) return value;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is "${String(given)}": expected a whole number from ${low} to ${high} [item ${item}]`,
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
