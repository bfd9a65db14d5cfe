import type { IExecuteFunctions } from 'n8n-workflow';
import { compareSegments, success, toIso, type CompareRequest, type Comparison } from '../../lib';
import { readReference, referenceField } from '../shared/fields/referenceField';
import type { Operation } from '../shared/operation';
import { readNumber, readRequiredText } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';

/** What became of segments and of the customers in them, as one item. */
export const compareOperation: Operation<CompareRequest, Comparison> = {
	name: 'compare',
	label: 'Compare',
	action: 'Compare segments over time',
	description: 'Say in plain words what changed between two times: who moved where, which segments are new, gone, joined or divided',
	runs: 'once',
	fields: [
		referenceField({
			key: 'model',
			label: 'Segments Model',
			searchMethod: 'searchSegmentModels',
			description: 'The later of the two; of Discover',
		}),
		{
			displayName: 'Against',
			name: 'against',
			type: 'options',
			default: 'previous',
			description: 'The earlier of the two',
			options: [
				{ name: 'Another Model', value: 'model', description: 'One you name' },
				{ name: 'Some Days Before', value: 'daysBefore', description: 'The segments as they were so many days before' },
				{ name: 'The Refresh Before', value: 'previous', description: 'What customers were in right before' },
			],
		},
		{
			displayName: 'Days Before',
			name: 'daysBefore',
			type: 'number',
			default: 7,
			typeOptions: { minValue: 1 },
			displayOptions: { show: { against: ['daysBefore'] } },
			description: 'How many days lie between the two',
		},
		{
			displayName: 'Earlier Model ID',
			name: 'earlierModel',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. segments-3',
			displayOptions: { show: { against: ['model'] } },
			description: "'model' of an earlier Discover",
		},
	],
	read: (context, item) => ({
		model: readReference(context, item, 'model').id,
		against: readAgainst(context, item),
	}),
	run: async (engine, [request]) => {
		const comparison = await compareSegments(engine, request);
		for (const sentence of comparison.changed.slice(0, 3)) engine.notify.hint(sentence);
		return [success(comparison)];
	},
	show: ({ asOf, againstAsOf, keptShare, segments, ...rest }) => [
		toItem({
			...rest,
			asOf: toIso(asOf),
			againstAsOf: toIso(againstAsOf),
			keptShare: keptShare === null ? null : rounded(keptShare),
			segments: segments.map((one) => ({ ...one, keptShare: one.keptShare === null ? null : rounded(one.keptShare) })),
		}),
	],
};

function readAgainst(context: IExecuteFunctions, item: number): CompareRequest['against'] {
	const kind = context.getNodeParameter('against', item) as CompareRequest['against']['kind'];
	if (kind === 'previous') return { kind };
	if (kind === 'model') {
		return { kind, id: readRequiredText(context, { name: 'earlierModel', label: 'Earlier Model ID' }, item) };
	}
	return { kind, days: readNumber(context, { name: 'daysBefore', label: 'Days Before', low: 1, high: 3_650 }, item) };
}
