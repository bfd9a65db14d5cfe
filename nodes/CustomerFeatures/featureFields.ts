import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const whenOf = ['sum', 'mean', 'max', 'last'];
const whenDated = ['count', 'distinct', 'sessions', ...whenOf];

const calculations: INodePropertyOptions[] = [
	{ name: 'Average', value: 'mean', description: 'Of an amount or a number among the properties' },
	{ name: 'Days Since First', value: 'daysSinceFirst', description: 'How long ago it happened for the first time' },
	{ name: 'Days Since Last', value: 'daysSinceLast', description: 'How long ago it happened for the last time' },
	{ name: 'How Many Different', value: 'distinct', description: 'Such as products, days or values of a property' },
	{ name: 'How Often', value: 'count', description: 'Number of events' },
	{ name: 'Largest', value: 'max', description: 'Of an amount or a number among the properties' },
	{ name: 'Latest', value: 'last', description: 'The amount or number in the latest event that has one' },
	{ name: 'Sessions', value: 'sessions', description: 'Visits: a pause of more than 30 minutes ends one' },
	{ name: 'Sum', value: 'sum', description: 'Of an amount or a number among the properties' },
];

const differences: INodePropertyOptions[] = [
	{ name: 'Campaigns', value: 'campaign' },
	{ name: 'Channels', value: 'channel' },
	{ name: 'Coupons', value: 'coupon' },
	{ name: 'Days', value: 'day' },
	{ name: 'Devices', value: 'device' },
	{ name: 'Orders', value: 'order' },
	{ name: 'Platforms', value: 'platform' },
	{ name: 'Products', value: 'productId' },
	{ name: 'Values of a Property', value: 'property' },
];

const whichEvents: readonly INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'featureName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Support calls',
		description: 'What the feature is called; its column is made of it',
	},
	{
		displayName: 'Event',
		name: 'event',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'Which event counts',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchEvents', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Order Completed' },
			{ displayName: 'Any Event', name: 'any', type: 'string', hint: 'Whatever the customer did; not what was sent to them' },
		],
	},
	{
		displayName: 'Only Where',
		name: 'condition',
		type: 'options',
		default: 'always',
		description: 'Which of these events count',
		options: [
			{ name: 'Always', value: 'always', description: 'All of them' },
			{ name: 'Channel Is', value: 'channel', description: 'Such as e-mail, push or web' },
			{ name: 'Device Is', value: 'device', description: 'Such as mobile or desktop' },
			{ name: 'Money Came In', value: 'positive', description: 'Revenue above zero' },
			{ name: 'Money Was Given Back', value: 'negative', description: 'Revenue below zero: refunds and returns' },
			{ name: 'Property Is', value: 'property', description: 'A property of the event has a value' },
		],
	},
	{
		displayName: 'Condition Property',
		name: 'conditionProperty',
		type: 'string',
		default: '',
		placeholder: 'e.g. plan',
		displayOptions: { show: { condition: ['property'] } },
		description: 'Name of the property at the top level of the event',
	},
	{
		displayName: 'Equals',
		name: 'equals',
		type: 'string',
		default: '',
		placeholder: 'e.g. pro',
		displayOptions: { show: { condition: ['property', 'device', 'channel'] } },
		description: 'The exact value; numbers and yes/no values as JSON writes them, such as 3 or true',
	},
];

const whatOfThem: readonly INodeProperties[] = [
	{
		displayName: 'Calculate',
		name: 'aggregate',
		type: 'options',
		default: 'count',
		description: 'What becomes of these events',
		options: calculations,
	},
	{
		displayName: 'Of',
		name: 'amount',
		type: 'options',
		default: 'revenue',
		displayOptions: { show: { aggregate: whenOf } },
		description: 'Which number of the event',
		options: [
			{ name: 'A Property', value: 'property', description: 'A property that holds a number' },
			{ name: 'Discount', value: 'discount', description: 'Amount taken off, in the report currency' },
			{ name: 'Quantity', value: 'quantity', description: 'How many pieces' },
			{ name: 'Revenue', value: 'revenue', description: 'Amount paid, in the report currency' },
		],
	},
	{
		displayName: 'Different',
		name: 'valuesOf',
		type: 'options',
		default: 'productId',
		displayOptions: { show: { aggregate: ['distinct'] } },
		description: 'What is counted once each',
		options: differences,
	},
	...propertyField(),
	{
		displayName: 'Days Back',
		name: 'windowDays',
		type: 'number',
		default: 90,
		typeOptions: { minValue: 0 },
		displayOptions: { show: { aggregate: whenDated } },
		description: 'How many days to look back from the moment of the snapshot; 0 for all history',
	},
	{
		displayName: 'Without Events',
		name: 'missing',
		type: 'options',
		default: 'suited',
		displayOptions: { show: { aggregate: whenDated } },
		description: 'What a customer has who has no such event',
		options: [
			{ name: 'As It Suits', value: 'suited', description: 'Zero for numbers of things and sums, unknown for all else' },
			{ name: 'Unknown', value: 'unknown', description: 'No value: nothing is known about it' },
			{ name: 'Zero', value: 'zero', description: 'The number 0' },
		],
	},
];

/** One parameter, shown for either of two choices. */
function propertyField(): INodeProperties[] {
	const field = {
		displayName: 'Property',
		name: 'property',
		type: 'string' as const,
		default: '',
		placeholder: 'e.g. rating',
		description: 'Name of the property at the top level of the event',
	};
	return [
		{ ...field, displayOptions: { show: { aggregate: whenOf, amount: ['property'] } } },
		{ ...field, displayOptions: { show: { aggregate: ['distinct'], valuesOf: ['property'] } } },
	];
}

/** One feature in plain words, in the order one thinks it: which events, and what becomes of them. */
export const featureFields: readonly INodeProperties[] = [...whichEvents, ...whatOfThem];

export const ownFeaturesField: INodeProperties = {
	displayName: 'Own Features',
	name: 'ownFeatures',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Feature',
	default: {},
	description: 'Features of your own beside those that are found; try one with Preview Feature first',
	options: [{ displayName: 'Feature', name: 'feature', values: [...featureFields] }],
};

/** The fields of a feature in SQL. */
export const selectFields: readonly INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'selectName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Share of mobile orders',
		description: 'What the feature is called; its column is made of it',
	},
	{
		displayName: 'Select',
		name: 'statement',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		required: true,
		placeholder: 'e.g. select customer_id, count(*) from events where days_ago <= 30 group by customer_id',
		description:
			'Gives customer_id and one number, one row a customer, from the table events, which ends at the moment of the snapshot; :asOf is that moment in milliseconds',
	},
	{
		displayName: 'Unit',
		name: 'unit',
		type: 'options',
		default: 'number',
		description: 'What the number is, for people',
		options: [
			{ name: 'Cents', value: 'cents', description: 'Money, in cents of the report currency' },
			{ name: 'Count', value: 'count', description: 'How many or how often' },
			{ name: 'Days', value: 'days', description: 'A time in days' },
			{ name: 'Number', value: 'number', description: 'Anything else' },
			{ name: 'Share', value: 'share', description: 'Between 0 and 1' },
		],
	},
	{
		displayName: 'Without a Row',
		name: 'withoutRow',
		type: 'options',
		default: 'unknown',
		description: 'What a customer has whom the select does not give',
		options: [
			{ name: 'Unknown', value: 'unknown', description: 'No value: nothing is known about it' },
			{ name: 'Zero', value: 'zero', description: 'The number 0' },
		],
	},
];

export const sqlFeaturesField: INodeProperties = {
	displayName: 'SQL Features',
	name: 'sqlFeatures',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add SQL Feature',
	default: {},
	description: 'Features written in SQL, which reads only; they are computed with snapshots and not known at the moment of an event',
	options: [{ displayName: 'SQL Feature', name: 'feature', values: [...selectFields] }],
};

export const describedByField: INodeProperties = {
	displayName: 'Described By',
	name: 'describedBy',
	type: 'options',
	default: 'fields',
	description: 'How the feature is described',
	options: [
		{ name: 'Fields', value: 'fields', description: 'As one of Own Features' },
		{ name: 'SQL', value: 'sql', description: 'As one of SQL Features' },
	],
};
