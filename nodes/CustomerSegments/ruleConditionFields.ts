import type { INodeProperties } from 'n8n-workflow';

export const filterOptions = { caseSensitive: true, typeValidation: 'loose' as const, version: 2 as const };

const eventField: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Which event',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchEvents', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Pricing Viewed' },
		{ displayName: 'Any Event', name: 'any', type: 'string', hint: 'Whatever the customer did; not what was sent to them' },
	],
};

const whereField: INodeProperties = {
	displayName: 'Only Where',
	name: 'where',
	type: 'filter',
	default: {},
	placeholder: 'Add Condition',
	typeOptions: { filter: { ...filterOptions, allowedCombinators: ['and'] } },
	description: 'What holds for the event. Write a property as {{ $JSON.properties.plan }}; channel, device, coupon, revenue and the like as {{ $JSON.channel }}.',
};

export const eventConditionsField: INodeProperties = {
	displayName: 'Event Conditions',
	name: 'eventConditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Event Condition',
	default: {},
	description: 'What customers did, and how often',
	options: [
		{
			displayName: 'Event Condition',
			name: 'condition',
			// eslint-disable-next-line n8n-nodes-base/node-param-fixed-collection-type-unsorted-items -- in the order one thinks it
			values: [
				eventField,
				{
					displayName: 'Happened',
					name: 'happened',
					type: 'options',
					default: 'atLeast',
					description: 'How often, or how long ago',
					options: [
						{ name: 'At Least So Often', value: 'atLeast', description: 'That many times or more' },
						{ name: 'At Most So Often', value: 'atMost', description: 'That many times or fewer, also never' },
						{ name: 'Before, but Not Lately', value: 'silence', description: 'It happened, and then no more for a time' },
						{ name: 'Exactly So Often', value: 'equals', description: 'That many times; 0 for never' },
						{ name: 'First Time Lately', value: 'firstLately', description: 'For the first time within the time given' },
						{ name: 'With a Total of at Least', value: 'sum', description: 'Revenue of these events added up' },
					],
				},
				{
					displayName: 'Times',
					name: 'times',
					type: 'number',
					default: 1,
					typeOptions: { minValue: 0 },
					displayOptions: { show: { happened: ['atLeast', 'atMost', 'equals'] } },
					description: 'How often it happened',
				},
				{
					displayName: 'Total',
					name: 'total',
					type: 'number',
					default: 100,
					displayOptions: { show: { happened: ['sum'] } },
					description: 'Revenue in the report currency, such as 99.50',
				},
				{
					displayName: 'In the Last',
					name: 'withinLast',
					type: 'string',
					default: '',
					displayOptions: { show: { happened: ['atLeast', 'atMost', 'equals', 'sum'] } },
					placeholder: 'e.g. 30 days',
					description: 'How far to look back, such as 5 minutes, 12 hours or 30 days; empty for all history',
				},
				{
					displayName: 'Time',
					name: 'since',
					type: 'string',
					default: '',
					displayOptions: { show: { happened: ['silence', 'firstLately'] } },
					placeholder: 'e.g. 5 days',
					description: 'Such as 5 minutes, 12 hours or 30 days',
				},
				whereField,
			],
		},
	],
};

export const stepsField: INodeProperties = {
	displayName: 'One After the Other',
	name: 'steps',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Step',
	default: {},
	description: 'Things customers did in this order; other things may come in between',
	options: [
		{
			displayName: 'Step',
			name: 'step',
			// eslint-disable-next-line n8n-nodes-base/node-param-fixed-collection-type-unsorted-items -- in the order one thinks it
			values: [
				eventField,
				{
					displayName: 'Times',
					name: 'times',
					type: 'number',
					default: 1,
					typeOptions: { minValue: 1, maxValue: 100 },
					description: 'How often in a row',
				},
				{
					displayName: 'Within',
					name: 'within',
					type: 'string',
					default: '',
					placeholder: 'e.g. 5 minutes', description: 'The time in which it happens so often; needed with 2 times or more',
				},
				{
					displayName: 'At Least After',
					name: 'atLeast',
					type: 'string',
					default: '',
					placeholder: 'e.g. 1 hour', description: 'Shortest time since the step before; empty for any',
				},
				{
					displayName: 'At Most After',
					name: 'atMost',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2 days', description: 'Longest time since the step before; empty for any',
				},
				{
					displayName: 'Nothing in Between',
					name: 'silent',
					type: 'boolean',
					default: false,
					description: 'Whether the customer did nothing at all between the step before and this one',
				},
				whereField,
			],
		},
	],
};

export const segmentConditionsField: INodeProperties = {
	displayName: 'Segment Conditions',
	name: 'segmentConditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Segment Condition',
	default: {},
	description: 'Other segments customers are in or not in',
	options: [
		{
			displayName: 'Segment Condition',
			name: 'condition',
			values: [
				{
					displayName: 'Customer Is',
					name: 'is',
					type: 'options',
					default: 'in',
					options: [
						{ name: 'In', value: 'in' },
						{ name: 'Not In', value: 'notIn' },
					],
				},
				{
					displayName: 'Segment',
					name: 'segment',
					type: 'resourceLocator',
					default: { mode: 'list', value: '' },
					required: true,
					description: 'The other segment',
					modes: [
						{
							displayName: 'From List',
							name: 'list',
							type: 'list',
							typeOptions: { searchListMethod: 'searchSegments', searchable: true },
						},
						{ displayName: 'ID or Name', name: 'id', type: 'string', placeholder: 'e.g. segment-3' },
					],
				},
			],
		},
	],
};
