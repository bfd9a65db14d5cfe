import type { IDataObject } from 'n8n-workflow';
import { getMembers, success, toIso, type Member } from '../../lib';
import type { Operation } from '../shared/operation';
import { readNumber } from '../shared/readParameters';

/** n8n holds items in memory: more than this belongs into a sync, page by page. */
const ITEMS_MAX = 100_000;

interface Request {
	readonly segment?: string;
	readonly limit: number;
	readonly offset: number;
}

/** One item a customer of a segment. */
export const getMembersOperation: Operation<Request, readonly Member[]> = {
	name: 'getMembers',
	label: 'Get Members',
	action: 'Get customers of a segment',
	description: 'Get the customers of one segment or of all, page by page',
	runs: 'once',
	fields: [
		{
			displayName: 'Segment',
			name: 'segment',
			type: 'resourceLocator',
			default: { mode: 'all', value: 'all' },
			description: 'Whose customers to get',
			modes: [
				{ displayName: 'All Segments', name: 'all', type: 'string', hint: 'Customers of every segment' },
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: 'searchSegments', searchable: true },
				},
				{ displayName: 'ID or Name', name: 'id', type: 'string', placeholder: 'e.g. segment-3' },
			],
		},
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			default: 50,
			typeOptions: { minValue: 1 },
			displayOptions: { show: { returnAll: [false] } },
			description: 'Max number of results to return',
		},
		{
			displayName: 'Skip',
			name: 'offset',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0 },
			displayOptions: { show: { returnAll: [false] } },
			description: 'How many customers to pass over, for the next page',
		},
	],
	read: (context, item) => {
		const locator = context.getNodeParameter('segment', item) as { mode: string; value: unknown };
		const all = context.getNodeParameter('returnAll', item) === true;
		return {
			...(locator.mode === 'all' || locator.value === '' ? {} : { segment: String(locator.value) }),
			limit: all ? ITEMS_MAX : readNumber(context, { name: 'limit', label: 'Limit', low: 1, high: ITEMS_MAX }, item),
			offset: all ? 0 : readNumber(context, { name: 'offset', label: 'Skip', low: 0, high: 1e12 }, item),
		};
	},
	run: async (engine, [request]) => {
		const members = await getMembers(engine, request);
		if (members.length === ITEMS_MAX) {
			engine.notify.hint(`Only the first ${ITEMS_MAX} customers are here: use 'Limit' and 'Skip' to page through more`);
		}
		return [success(members)];
	},
	show: (members) =>
		members.map((member) => ({
			json: { ...member, since: toIso(member.since) } as unknown as IDataObject,
		})),
};
