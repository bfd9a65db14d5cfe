import type { INodeProperties } from 'n8n-workflow';
import { eventConditionsField, filterOptions, segmentConditionsField, stepsField } from './ruleConditionFields';

const whenFields = { show: { describedAs: ['fields'] } };

/** A rule in plain words: everything a marketer chooses, and JSON for what goes beyond. */
export const ruleFields: readonly INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'ruleName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. High intent',
		description: 'What the segment is called; the same name again makes its next version',
	},
	{
		displayName: 'When Run',
		name: 'whenRun',
		type: 'options',
		default: 'preview',
		description: 'What happens with the rule',
		options: [
			{ name: 'Preview', value: 'preview', description: 'Count who would be in it and show examples; nothing is changed' },
			{ name: 'Publish', value: 'publish', description: 'Check and try it, then take it into use' },
			{ name: 'Switch Off', value: 'switchOff', description: 'Take the segment of this name out of use' },
		],
	},
	{
		displayName: 'Described By',
		name: 'describedAs',
		type: 'options',
		default: 'fields',
		displayOptions: { hide: { whenRun: ['switchOff'] } },
		description: 'How the rule is described',
		options: [
			{ name: 'Fields', value: 'fields', description: 'The conditions below' },
			{ name: 'JSON', value: 'json', description: 'For what the fields do not reach, such as conditions inside conditions' },
		],
	},
	{
		displayName: 'Rule',
		name: 'ruleJson',
		type: 'json',
		typeOptions: { rows: 10 },
		default: '{\n  "kind": "count",\n  "events": "Pricing Viewed",\n  "is": "atLeast",\n  "value": 3,\n  "withinLast": "5 minutes"\n}',
		displayOptions: { show: { describedAs: ['json'] }, hide: { whenRun: ['switchOff'] } },
		description: "The rule as JSON; a preview with 'Fields' shows how one looks in its field 'rule'",
	},
	...([
		{
			displayName: 'Customers Must Meet',
			name: 'combine',
			type: 'options',
			default: 'and',
			description: 'How the conditions below go together',
			options: [
				{ name: 'All Conditions', value: 'and' },
				{ name: 'Any Condition', value: 'or' },
			],
		},
		{
			displayName: 'Feature and Score Conditions',
			name: 'featureConditions',
			type: 'filter',
			default: {},
			placeholder: 'Add Condition',
			typeOptions: { filter: filterOptions },
			description: 'What holds for features and scores of the latest snapshot. Write a feature by its column as {{ $JSON.orders }}.',
		},
		eventConditionsField,
		stepsField,
		{ displayName: 'Then Silent For', name: 'silentFor', type: 'string', default: '', placeholder: 'e.g. 5 days', description: "Since the last step of 'One After the Other' the customer has done nothing for so long; empty when that does not matter" },
		{ displayName: 'Steps in the Last', name: 'stepsWithinLast', type: 'string', default: '', placeholder: 'e.g. 30 days', description: "How far to look back for the steps of 'One After the Other'; empty for all history" },
		segmentConditionsField,
	] satisfies INodeProperties[]).map((field) => ({ ...field, displayOptions: { ...whenFields, hide: { whenRun: ['switchOff'] } } })),
	{
		displayName: 'Options',
		name: 'ruleOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { hide: { whenRun: ['switchOff'] } },
		options: [
			{
				displayName: 'Publish Even If Too Small',
				name: 'insists',
				type: 'boolean',
				default: false,
				description: "Whether a new version is taken into use although it has fewer customers than 'Smallest Segment' and so withholds a segment that is in use",
			},
			{
				displayName: 'Smallest Segment',
				name: 'floor',
				type: 'number',
				default: 100,
				typeOptions: { minValue: 1 },
				description: 'A smaller segment is shown here but never published, synced or written to. Rules about the last minutes have few customers at a time: lower it for these on purpose.',
			},
		],
	},
];
