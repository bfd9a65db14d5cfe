import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { success, toIso, trainPropensity, type OutcomeRequest, type TrainedPropensity, type TrainRequest } from '../../lib';
import { readReference, referenceField } from '../shared/fields/referenceField';
import type { Operation } from '../shared/operation';
import { readNumber, optionsOf, readText } from '../shared/readParameters';
import { showEvaluation } from './showEvaluation';
import { toItem } from '../shared/toItems';

const fields: readonly INodeProperties[] = [
	{
		displayName: 'Predict',
		name: 'outcome',
		type: 'options',
		default: 'happens',
		options: [
			{ name: 'That Something Happens', value: 'happens', description: 'Such as an order or an upgrade' },
			{ name: 'That Something Stops', value: 'stops', description: 'Such as orders or any activity: churn' },
		],
		description: 'What to predict for each customer',
	},
	{
		displayName: 'Event Names',
		name: 'eventNames',
		type: 'string',
		default: 'Order Completed',
		placeholder: 'e.g. Order Completed, Subscription Upgraded',
		description: "Any of these events, separated by commas; empty means any activity, with 'That Something Stops'",
	},
	{
		displayName: 'Within Days',
		name: 'horizonDays',
		type: 'number',
		default: 30,
		typeOptions: { minValue: 1, maxValue: 365 },
		description: 'Days the event has from the moment of prediction',
	},
	referenceField({
		key: 'snapshot',
		label: 'Snapshot',
		searchMethod: 'searchSnapshots',
		description: 'Whose features are used, made by Customer Features',
	}),
	{
		displayName: 'Options',
		name: 'trainOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Active Within Days',
				name: 'activeWithinDays',
				type: 'number',
				default: 365,
				typeOptions: { minValue: 1, maxValue: 3650 },
				description: 'Only customers with activity in so many days are trained on and scored',
			},
		],
	},
];

/** Learns to predict one outcome and tests it on days it has not seen. */
export const trainOperation: Operation<TrainRequest, TrainedPropensity> = {
	name: 'train',
	label: 'Train',
	action: 'Train a prediction',
	description: 'Learn to predict one outcome from past behaviour, tested on days it has not seen',
	runs: 'once',
	fields,
	read: (context, item) => ({
		outcome: readOutcomeFields(context, item),
		snapshot: readReference(context, item, 'snapshot').id,
	}),
	run: async (engine, [request]) => [success(await trainPropensity(engine, request))],
	show: ({ evaluation, drivers, trainedOn, asOf, ...trained }) => [
		toItem({
			...trained,
			asOf: toIso(asOf),
			...showEvaluation(evaluation),
			drivers: drivers.map(({ sentence }) => sentence),
			trainedOn: {
				...trainedOn,
				cutoffs: trainedOn.cutoffs.map(toIso),
				testCutoff: toIso(trainedOn.testCutoff),
			},
		}),
	],
};

function readOutcomeFields(context: IExecuteFunctions, item: number): OutcomeRequest {
	const activeWithinDays = optionsOf(context, 'trainOptions', item)('activeWithinDays', 0);
	return {
		kind: context.getNodeParameter('outcome', item) === 'stops' ? 'stops' : 'happens',
		eventNames: readText(context, 'eventNames', item)
			.split(',')
			.map((name) => name.trim())
			.filter((name) => name !== ''),
		horizonDays: readNumber(context, { name: 'horizonDays', label: 'Within Days', low: 1, high: 365 }, item),
		...(activeWithinDays > 0 ? { activeWithinDays } : {}),
	};
}
