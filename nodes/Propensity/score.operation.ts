import { scoreCustomers, success, type ScoredCustomers, type ScoreRequest } from '../../lib';
import { readReference, referenceField } from '../shared/fields/referenceField';
import type { Operation } from '../shared/operation';
import { rounded, toItem } from '../shared/toItems';

/** Gives every customer of a snapshot a probability, inside the database. */
export const scoreOperation: Operation<ScoreRequest, ScoredCustomers> = {
	name: 'score',
	label: 'Score',
	action: 'Score customers',
	description: 'Write the probability of the outcome for every customer into the snapshot',
	runs: 'once',
	fields: [
		referenceField({
			key: 'model',
			label: 'Model',
			searchMethod: 'searchPropensityModels',
			description: 'A prediction made by Train',
		}),
		referenceField({
			key: 'snapshot',
			label: 'Snapshot',
			searchMethod: 'searchSnapshots',
			description: 'Whose customers are scored',
		}),
	],
	read: (context, item) => ({
		model: readReference(context, item, 'model').id,
		snapshot: readReference(context, item, 'snapshot').id,
	}),
	run: async (engine, [request]) => [success(await scoreCustomers(engine, request))],
	show: ({ score, averageProbability, expected, top, ...scored }) => [
		toItem({
			...scored,
			score: { column: score },
			averageProbability: rounded(averageProbability),
			expected: Math.round(expected),
			top: top.map(({ customerId, probability }) => ({ customerId, probability: rounded(probability) })),
		}),
	],
};
