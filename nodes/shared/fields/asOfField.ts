import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { AsOf } from '../../../lib';

/** From which instant a computation looks back; the default runs history as it is. */
export const asOfFields: readonly INodeProperties[] = [
	{
		displayName: 'As Of',
		name: 'asOf',
		type: 'options',
		default: 'lastEvent',
		description: 'The moment to look back from; nothing that happened or arrived later is used',
		options: [
			{ name: 'A Date', value: 'date', description: 'A date you choose, to see what was known then' },
			{ name: 'Last Event in the Store', value: 'lastEvent', description: 'Right after the newest event' },
			{ name: 'Now', value: 'now', description: 'The moment the node runs' },
		],
	},
	{
		displayName: 'Date',
		name: 'asOfDate',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { asOf: ['date'] } },
		description: 'Look back from this moment (UTC when no time zone is given)',
	},
];

export function readAsOf(context: IExecuteFunctions, item: number): AsOf {
	const mode = context.getNodeParameter('asOf', item, 'lastEvent') as string;
	if (mode === 'now') return { mode: 'now' };
	if (mode !== 'date') return { mode: 'lastEvent' };
	const value = context.getNodeParameter('asOfDate', item, '') as { toMillis?: () => number } | string;
	const at = typeof value === 'string' ? Date.parse(value) : (value.toMillis?.() ?? Number.NaN);
	if (!Number.isFinite(at)) {
		throw new NodeOperationError(context.getNode(), `'Date' is "${String(value)}": expected a date such as 2025-03-01`, {
			itemIndex: item,
		});
	}
	return { mode: 'date', at };
}
