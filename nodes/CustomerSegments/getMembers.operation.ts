import type { IDataObject } from 'n8n-workflow';
import { getMembers, success, toIso, type MembersPage } from '../../lib';
import type { Operation } from '../shared/operation';
import { readNumber, readText } from '../shared/readParameters';

/** n8n holds items in memory: more than this belongs into a sync, page by page. */
const ITEMS_MAX = 100_000;

interface Request {
	readonly segment?: string;
	readonly limit: number;
	readonly after?: string;
}

/** One item a customer of a segment. */
export const getMembersOperation: Operation<Request, MembersPage> = {
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
			displayName: 'After',
			name: 'after',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.nextPage }}',
			displayOptions: { show: { returnAll: [false] } },
			description: "'nextPage' of the last customer of the page before; empty for the first page. Pages fit together whatever changes meanwhile.",
		},
	],
	read: (context, item) => {
		const locator = context.getNodeParameter('segment', item) as { mode: string; value: unknown };
		const after = readText(context, 'after', item);
		const all = context.getNodeParameter('returnAll', item) === true;
		return {
			...(locator.mode === 'all' || locator.value === '' ? {} : { segment: String(locator.value) }),
			limit: all ? ITEMS_MAX : readNumber(context, { name: 'limit', label: 'Limit', low: 1, high: ITEMS_MAX }, item),
			...(all || after === '' ? {} : { after }),
		};
	},
	run: async (engine, [request]) => {
		const page = await getMembers(engine, request);
		if (page.members.length === ITEMS_MAX && page.next !== undefined) {
			engine.notify.hint(`Only the first ${ITEMS_MAX} customers are here: use 'Limit' and 'After' to page through more`);
		}
		return [success(page)];
	},
	show: ({ members, next }) =>
		members.map((member, index) => ({
			json: {
				...member,
				since: toIso(member.since),
				...(next !== undefined && index === members.length - 1 ? { nextPage: next } : {}),
			} as unknown as IDataObject,
		})),
};
