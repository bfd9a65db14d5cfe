import { NodeOperationError, type IPollFunctions } from 'n8n-workflow';

export type Output = 'customers' | 'counts';

export interface Settings {
	readonly wanted: { readonly only?: 'entered' | 'left'; readonly segments?: readonly string[] };
	readonly output: Output;
	readonly limit: number;
}

const LIMIT_MAX = 100_000;

/** The parameters of the trigger, checked. */
export function readSettings(context: IPollFunctions): Settings {
	const triggerOn = context.getNodeParameter('triggerOn') as 'both' | 'entered' | 'left';
	// A list, or what an expression gives: names or ids separated by commas.
	const chosen = context.getNodeParameter('segments', []) as readonly unknown[] | string;
	const segments = (typeof chosen === 'string' ? chosen.split(',') : chosen)
		.map((name) => String(name).trim())
		.filter((name) => name !== '');
	const limit = Number(context.getNodeParameter('changesMax'));
	if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
		throw new NodeOperationError(context.getNode(), `'Most Changes per Poll' is "${limit}": expected a whole number from 1 to ${LIMIT_MAX}`);
	}
	return {
		wanted: {
			...(triggerOn === 'both' ? {} : { only: triggerOn }),
			...(segments.length === 0 ? {} : { segments }),
		},
		output: context.getNodeParameter('output') as Output,
		limit,
	};
}
