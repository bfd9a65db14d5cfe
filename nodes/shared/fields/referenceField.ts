import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** What an operation works on: one thing by id, or the newest. */
export interface Reference {
	readonly id: string | 'latest';
	/** True when the input item named none and the newest was taken: worth a hint. */
	readonly assumed: boolean;
}

/**
 * A resource locator with From Input (the item's own field), Latest, From List and By ID.
 * `key` is the field of incoming items and of the parameter: "snapshot", "model".
 */
export function referenceField(options: {
	readonly key: string;
	readonly label: string;
	readonly searchMethod: string;
	readonly description: string;
}): INodeProperties {
	return {
		displayName: options.label,
		name: options.key,
		type: 'resourceLocator',
		default: { mode: 'input', value: 'fromInput' },
		description: options.description,
		modes: [
			{
				displayName: 'From Input or Latest',
				name: 'input',
				type: 'string',
				hint: `Uses '${options.key}' of the incoming item; without one, the newest`,
			},
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: options.searchMethod, searchable: true },
			},
			{ displayName: 'ID', name: 'id', type: 'string', placeholder: `e.g. ${options.key}_20250630t000000` },
		],
	};
}

export function readReference(context: IExecuteFunctions, item: number, key: string): Reference {
	const parameter = context.getNodeParameter(key, item, { mode: 'input', value: '' }) as {
		mode: string;
		value: unknown;
	};
	const value = String(parameter.value ?? '').trim();
	if (parameter.mode !== 'input' && value !== '') return { id: value, assumed: false };
	const own = context.getInputData()[item]?.json[key];
	if (typeof own === 'string' && own !== '') return { id: own, assumed: false };
	return { id: 'latest', assumed: true };
}
