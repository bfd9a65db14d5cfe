import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { segmentMethods } from '../../lib';
import { referenceField } from '../shared/fields/referenceField';

const only = (source: 'store' | 'items', fields: readonly INodeProperties[]): INodeProperties[] =>
	updateDisplayOptions({ show: { source: [source] } }, [...fields]);

const selfCounting = segmentMethods.filter(({ findsNumber }) => findsNumber).map(({ method }) => method);

const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	default: 'store',
	description: 'Which customers to group',
	options: [
		{ name: 'Customer Store', value: 'store', description: 'All customers of a snapshot; segments are kept and published' },
		{ name: 'Input Items', value: 'items', description: 'The incoming items, such as the rows of a spreadsheet; nothing is kept' },
	],
};

const methodField: INodeProperties = {
	displayName: 'Method',
	name: 'method',
	type: 'options',
	default: 'kmeans',
	description: 'How groups are looked for',
	options: segmentMethods
		.map(({ method, label, description }) => ({ name: label, value: method, description }))
		.sort((left, right) => (left.name < right.name ? -1 : 1)),
};

const numberFields: readonly INodeProperties[] = [
	{
		displayName: 'Number of Segments',
		name: 'clustersFrom',
		type: 'options',
		default: 'auto',
		displayOptions: { hide: { method: selfCounting } },
		options: [
			{ name: 'Choose for Me', value: 'auto', description: 'Try several numbers and keep the most useful one' },
			{ name: 'Exactly', value: 'fixed', description: 'Use the number you give' },
		],
	},
	{
		displayName: 'Segments',
		name: 'clusters',
		type: 'number',
		default: 6,
		typeOptions: { minValue: 2, maxValue: 30 },
		displayOptions: { show: { clustersFrom: ['fixed'] }, hide: { method: selfCounting } },
		description: 'How many segments to make',
	},
];

const presentFields: readonly INodeProperties[] = [
	{
		displayName: 'When There Are Segments',
		name: 'present',
		type: 'options',
		default: 'lookAgain',
		description: 'What happens to the segments customers are in already. IDs and names go on where a segment is the same people or the same behaviour.',
		options: [
			{ name: 'Keep Them for Some Days', value: 'keepForDays', description: 'Only reassign customers by the present borders; look again when those are older' },
			{ name: 'Keep Them, Only Reassign', value: 'keep', description: 'Assign everybody by the present borders, for every night' },
			{ name: 'Look Again', value: 'lookAgain', description: 'Find segments anew; borders that are no better leave the present ones as they are' },
			{ name: 'Redraw', value: 'redraw', description: 'Use the segments found anew in any case' },
		],
	},
	{
		displayName: 'Keep for Days',
		name: 'keepDays',
		type: 'number',
		default: 28,
		typeOptions: { minValue: 1 },
		displayOptions: { show: { present: ['keepForDays'] } },
		description: 'How many days borders are kept before segments are looked for again',
	},
];

const itemFields: readonly INodeProperties[] = [
	{
		displayName: 'Fields to Group By',
		name: 'groupBy',
		type: 'string',
		default: '',
		requiresDataPath: 'multiple',
		placeholder: 'e.g. spend, visits',
		description: 'Fields with numbers, separated by commas; drag them from the input. Empty for every field that holds numbers.',
	},
	{
		displayName: 'Customer ID Field',
		name: 'itemIdField',
		type: 'string',
		default: '',
		requiresDataPath: 'single',
		placeholder: 'e.g. customerId',
		description: 'Field that names the customer; empty to look for one such as customerId, email or name',
	},
	{
		displayName: 'Return',
		name: 'output',
		type: 'options',
		default: 'segments',
		options: [
			{ name: 'Customers', value: 'customers', description: 'Every incoming item with the segment it is in' },
			{ name: 'Segments', value: 'segments', description: 'One item per segment' },
		],
	},
	{
		displayName: 'Options',
		name: 'itemOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Fewest Segments to Try',
				name: 'low',
				type: 'number',
				default: 2,
				typeOptions: { minValue: 2, maxValue: 30 },
				description: "Used with 'Choose for Me'",
			},
			{
				displayName: 'Most Segments to Try',
				name: 'high',
				type: 'number',
				default: 8,
				typeOptions: { minValue: 2, maxValue: 30 },
				description: "Used with 'Choose for Me'",
			},
			{
				displayName: 'Seed',
				name: 'seed',
				type: 'number',
				default: 1,
				description: 'The same seed and data give the same segments',
			},
		],
	},
];

const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'discoverOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Features',
			name: 'features',
			type: 'string',
			default: '',
			placeholder: 'e.g. orders, netRevenueCents, activeDaysLast30Days',
			description: 'Names of features to use, separated by commas; empty for all that tell customers apart',
		},
		{
			displayName: 'Fewest Segments to Try',
			name: 'low',
			type: 'number',
			default: 4,
			typeOptions: { minValue: 2, maxValue: 30 },
			description: "Used with 'Choose for Me'",
		},
		{
			displayName: 'Most Segments to Try',
			name: 'high',
			type: 'number',
			default: 10,
			typeOptions: { minValue: 2, maxValue: 30 },
			description: "Used with 'Choose for Me'",
		},
		{
			displayName: 'Publish Weak Segments',
			name: 'insists',
			type: 'boolean',
			default: false,
			description: 'Whether to publish segments also when they do not come back reliably, or are no more than chance',
		},
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			default: 1,
			description: 'The same seed and data give the same segments',
		},
		{
			displayName: 'Smallest Segment',
			name: 'floor',
			type: 'number',
			default: 100,
			typeOptions: { minValue: 1 },
			description: 'Smaller segments are shown here but never published, synced or written to',
		},
		{
			displayName: 'Too Small Segments',
			name: 'small',
			type: 'options',
			default: 'withhold',
			description: "What becomes of a segment below 'Smallest Segment'",
			options: [
				{ name: 'Add to the Nearest', value: 'merge', description: 'Its customers become part of the segment most like theirs' },
				{ name: 'Withhold', value: 'withhold', description: 'It is shown here and never published' },
			],
		},
	],
};

export const discoverFields: readonly INodeProperties[] = [
	sourceField,
	...only('store', [
		referenceField({
			key: 'snapshot',
			label: 'Snapshot',
			searchMethod: 'searchSnapshots',
			description: 'Features to group customers by, made by Customer Features',
		}),
	]),
	methodField,
	...numberFields,
	...only('items', itemFields),
	...only('store', [...presentFields, optionsField]),
];
