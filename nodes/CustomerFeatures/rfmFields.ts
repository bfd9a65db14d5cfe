import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { asOfFields } from '../shared/fields/asOfField';
import { moneyFields } from '../shared/fields/moneyFields';
import { referenceField } from '../shared/fields/referenceField';

const only = (sources: readonly string[], fields: readonly INodeProperties[]): INodeProperties[] =>
	updateDisplayOptions({ show: { source: [...sources] } }, [...fields]);

const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	default: 'store',
	description: 'Which customers to score',
	options: [
		{ name: 'Customer Store', value: 'store', description: 'Compute a snapshot of all customers as of a moment and score it' },
		{ name: 'Input Items', value: 'items', description: 'Score the incoming items against each other, such as the rows of a spreadsheet' },
		{ name: 'Snapshot', value: 'snapshot', description: 'Score a snapshot that is there, such as one of Compute Snapshot' },
	],
};

const cutPointsField: INodeProperties = {
	displayName: 'Cut Points',
	name: 'cutPoints',
	type: 'options',
	default: 'keep',
	description: 'From which values on a score is higher',
	options: [
		{ name: 'Draw Anew', value: 'draw', description: 'Fifths of these customers; scores may change though a customer does not' },
		{ name: 'Keep Those of the Last Run', value: 'keep', description: 'Who does not change keeps the scores; the first run draws them' },
	],
};

const returnFields: readonly INodeProperties[] = [
	{
		displayName: 'Return',
		name: 'output',
		type: 'options',
		default: 'segments',
		options: [
			{ name: 'Customers', value: 'customers', description: 'One item per customer, with scores and segment' },
			{ name: 'Segments', value: 'segments', description: 'One item per named segment, with what it means and what to do' },
		],
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions: { show: { output: ['customers'], source: ['store', 'snapshot'] } },
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		displayOptions: { show: { output: ['customers'], source: ['store', 'snapshot'], returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

const itemFields: INodeProperties = {
	displayName: 'Item Fields',
	name: 'itemFields',
	type: 'collection',
	placeholder: 'Name a Field',
	default: {},
	description: 'Fields of the items; those not named here are found by their names',
	options: [
		{ displayName: 'Customer Field', name: 'customerId', type: 'string', default: '', placeholder: 'e.g. email' },
		{ displayName: 'Orders Field', name: 'orders', type: 'string', default: '', placeholder: 'e.g. Total Orders' },
		{
			displayName: 'Recency Field',
			name: 'recency',
			type: 'string',
			default: '',
			placeholder: 'e.g. Last Order Date',
			description: 'Days since the last order, or its date',
		},
		{ displayName: 'Revenue Field', name: 'revenue', type: 'string', default: '', placeholder: 'e.g. Total Spent' },
	],
};

const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'rfmOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Smallest Segment',
			name: 'floor',
			type: 'number',
			default: 100,
			typeOptions: { minValue: 1 },
			description: 'Smaller segments are shown here but never published, synced or written to',
		},
		{
			displayName: 'Ties',
			name: 'ties',
			type: 'options',
			default: 'shareScore',
			options: [
				{ name: 'Rank First', value: 'rankFirst', description: 'Bins of one size: equal values are parted by customer ID; drawn anew in every run' },
				{ name: 'Share a Score', value: 'shareScore', description: 'Customers with the same value have the same score' },
			],
		},
	],
};

/** Fields of the operation RFM. */
export const rfmFields: readonly INodeProperties[] = [
	sourceField,
	...only(['snapshot'], [
		referenceField({
			key: 'snapshot',
			label: 'Snapshot',
			searchMethod: 'searchSnapshots',
			description: 'Whose customers are scored; it needs daysSinceLastOrder, orders and netRevenueCents',
		}),
	]),
	...only(['store', 'items'], asOfFields),
	...only(['store'], moneyFields),
	...only(['items'], [itemFields]),
	...only(['store', 'snapshot'], [cutPointsField]),
	...returnFields,
	optionsField,
];
