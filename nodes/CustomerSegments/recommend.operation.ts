import { compareInStore, success, type StoreComparison, type StoreComparisonRequest } from '../../lib';
import { readReference, referenceField } from '../shared/fields/referenceField';
import type { Operation } from '../shared/operation';
import { optionsOf, readNumber } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';
import { readClusters, readNames } from './readClusters';

type Request = StoreComparisonRequest & { readonly assumed: boolean };

/** Compares the methods on the customers there are; one item a method, and a sentence that says which to use. */
export const recommendOperation: Operation<Request, StoreComparison> = {
	name: 'recommend',
	label: 'Recommend Method',
	action: 'Recommend a method for segments',
	description: 'Compare the ways to find segments on your customers, and say which one to use and why; nothing is published',
	runs: 'once',
	fields: [
		referenceField({
			key: 'snapshot',
			label: 'Snapshot',
			searchMethod: 'searchSnapshots',
			description: 'Features to group customers by, made by Customer Features',
		}),
		{
			displayName: 'Options',
			name: 'recommendOptions',
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
					description: 'For methods that are told how many to make',
				},
				{
					displayName: 'Most Segments to Try',
					name: 'high',
					type: 'number',
					default: 10,
					typeOptions: { minValue: 2, maxValue: 30 },
					description: 'For methods that are told how many to make',
				},
				{
					displayName: 'Seed',
					name: 'seed',
					type: 'number',
					default: 1,
					description: 'The same seed and data give the same recommendation',
				},
				{
					displayName: 'Smallest Segment',
					name: 'floor',
					type: 'number',
					default: 100,
					typeOptions: { minValue: 1 },
					description: 'Customers a segment should have to be of use',
				},
			],
		},
	],
	read: (context, item) => {
		const snapshot = readReference(context, item, 'snapshot');
		const option = optionsOf(context, 'recommendOptions', item);
		const features = readNames(String(option('features', '')));
		return {
			snapshot: snapshot.id,
			assumed: snapshot.assumed,
			clusters: readClusters(context, item, { options: 'recommendOptions', low: 4, high: 10 }),
			floor: readNumber(context, { name: 'recommendOptions.floor', label: 'Smallest Segment', low: 1, high: 1e9, fallback: 100 }, item),
			seed: readNumber(context, { name: 'recommendOptions.seed', label: 'Seed', low: -1e9, high: 1e9, fallback: 1 }, item),
			...(features.length === 0 ? {} : { features }),
		};
	},
	run: async (engine, [request]) => {
		const comparison = await compareInStore(engine, request);
		if (request.assumed) engine.notify.hint(`Used the newest snapshot, ${comparison.snapshot}`);
		engine.notify.hint(comparison.sentence);
		return [success(comparison)];
	},
	show: ({ results, recommended, sentence, snapshot, customers }) =>
		results.map(({ method, silhouette, stability, separates, ...result }) =>
			toItem({
				method,
				...result,
				recommended: method === recommended,
				...(method === recommended ? { because: sentence } : {}),
				outside: rounded(result.outside),
				balance: rounded(result.balance),
				silhouette: silhouette === null ? null : rounded(silhouette),
				stability: stability === null ? null : rounded(stability),
				separates,
				customers,
				snapshot,
			}),
		),
};
