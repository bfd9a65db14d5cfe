import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { findLookAlikes, success, type LookAlikeRequest, type LookAlikes } from '../../lib';
import { readReference, referenceField, type Reference } from '../shared/fields/referenceField';
import type { Operation } from '../shared/operation';
import { optionsOf, readNumber, readRequiredText, readText } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';

interface Request {
	readonly snapshot: Reference;
	readonly search: Omit<LookAlikeRequest, 'snapshot'>;
}

/** n8n holds items in memory. */
const ITEMS_MAX = 100_000;

const fields: readonly INodeProperties[] = [
	{
		displayName: 'Like',
		name: 'seedsFrom',
		type: 'options',
		noDataExpression: true,
		default: 'segment',
		description: 'Whom the customers found should resemble',
		options: [
			{ name: 'Customers by ID', value: 'ids', description: 'Customers you name, such as your best ones' },
			{ name: 'Members of a Segment', value: 'segment', description: 'Everybody who is in a segment now' },
		],
	},
	{
		displayName: 'Segment',
		name: 'segment',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		displayOptions: { show: { seedsFrom: ['segment'] } },
		description: 'Whose members to resemble',
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchSegments', searchable: true } },
			{ displayName: 'ID or Name', name: 'id', type: 'string', placeholder: 'e.g. segment-3' },
		],
	},
	{
		displayName: 'Customer IDs',
		name: 'customerIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. customer-42, customer-77',
		displayOptions: { show: { seedsFrom: ['ids'] } },
		description: 'Customers to resemble, separated by commas; they are not among those found',
	},
	referenceField({
		key: 'snapshot',
		label: 'Snapshot',
		searchMethod: 'searchSnapshots',
		description: 'Where to search; it needs a vector, as made by Customer Vector',
	}),
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
	{
		displayName: 'Options',
		name: 'lookAlikeOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Least Similarity',
				name: 'similarityMin',
				type: 'number',
				default: 0,
				typeOptions: { minValue: -1, maxValue: 1, numberPrecision: 2 },
				description: 'From -1, the opposite, over 0, nothing in common, to 1, the same; less similar customers are left out',
			},
		],
	},
];

/** Customers who resemble others, most alike first. */
export const findLookAlikesOperation: Operation<Request, LookAlikes> = {
	name: 'findLookAlikes',
	label: 'Find Look-Alikes',
	action: 'Find look alikes of customers',
	description: 'Find the customers who most resemble a segment or customers you name, by what they do and write',
	runs: 'once',
	fields,
	read: (context, item) => {
		const all = context.getNodeParameter('returnAll', item) === true;
		return {
			snapshot: readReference(context, item, 'snapshot'),
			search: {
				seeds: readSeeds(context, item),
				similarityMin: Number(optionsOf(context, 'lookAlikeOptions', item)<number>('similarityMin', 0)),
				limit: all ? ITEMS_MAX : readNumber(context, { name: 'limit', label: 'Limit', low: 1, high: ITEMS_MAX }, item),
				offset: all ? 0 : readNumber(context, { name: 'offset', label: 'Skip', low: 0, high: 1e12 }, item),
			},
		};
	},
	run: async (engine, [{ snapshot, search }]) => {
		const alike = await findLookAlikes(engine, { ...search, snapshot: snapshot.id });
		if (snapshot.assumed) engine.notify.hint(`Used the newest snapshot, ${alike.snapshot}`);
		engine.notify.hint(`${alike.total} customers are similar enough to the ${alike.seeds} given; ${alike.found.length} are here`);
		return [success(alike)];
	},
	show: ({ found }) => found.map((one) => toItem({ ...one, similarity: rounded(one.similarity) })),
};

function readSeeds(context: IExecuteFunctions, item: number): LookAlikeRequest['seeds'] {
	if (context.getNodeParameter('seedsFrom', item) === 'ids') {
		const text = readRequiredText(context, { name: 'customerIds', label: 'Customer IDs' }, item);
		return { customerIds: text.split(',').map((id) => id.trim()).filter((id) => id !== '') };
	}
	const { value } = context.getNodeParameter('segment', item) as { value: unknown };
	return { segment: String(value ?? readText(context, 'segment', item)) };
}
