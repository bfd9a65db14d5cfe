import { computeCustomerVectors, success, toIso, type CustomerVectors, type VectorRequest } from '../../lib';
import { readReference, referenceField, type Reference } from '../shared/fields/referenceField';
import type { Operation } from '../shared/operation';
import { optionsOf, readNumber } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';

interface Request {
	readonly snapshot: Reference;
	readonly textModel: Reference;
	readonly options: Omit<VectorRequest, 'snapshot' | 'textModel'>;
}

const TEXT_WEIGHT = 30;
const TEXT_DIMENSIONS = 16;

/** One vector a customer, of behaviour and text. */
export const customerVectorOperation: Operation<Request, CustomerVectors> = {
	name: 'customerVector',
	label: 'Customer Vector',
	action: 'Compute customer vectors',
	description: 'Write one vector of behaviour and text for each customer into a snapshot, for look-alikes and clustering',
	runs: 'once',
	fields: [
		referenceField({
			key: 'snapshot',
			label: 'Snapshot',
			searchMethod: 'searchSnapshots',
			description: 'Whose customers get a vector, from its features',
		}),
		referenceField({
			key: 'textModel',
			label: 'Text Model',
			searchMethod: 'searchTextModels',
			description: 'Whose vectors of texts are used, as made by Embed Text',
		}),
		{
			displayName: 'Weight of Text (%)',
			name: 'textWeight',
			type: 'number',
			default: TEXT_WEIGHT,
			typeOptions: { minValue: 0, maxValue: 100 },
			description: 'How much what customers write counts beside what they do; 0 for behaviour alone',
		},
		{
			displayName: 'Options',
			name: 'vectorOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Axes',
					name: 'axes',
					type: 'options',
					default: 'keep',
					description: 'In which directions customers are told apart',
					options: [
						{ name: 'Keep Axes of the Last Run', value: 'keep', description: 'Who does not change keeps the vector; the first run learns the axes' },
						{ name: 'Learn Anew', value: 'draw', description: 'From these customers; vectors cannot be compared with earlier ones' },
					],
				},
				{
					displayName: 'Text Columns',
					name: 'textDimensions',
					type: 'number',
					default: TEXT_DIMENSIONS,
					typeOptions: { minValue: 1, maxValue: 32 },
					description: 'Numbers that hold what a customer writes about, at most',
				},
			],
		},
	],
	read: (context, item) => ({
		snapshot: readReference(context, item, 'snapshot'),
		textModel: readReference(context, item, 'textModel'),
		options: {
			textShare: readNumber(context, { name: 'textWeight', label: 'Weight of Text (%)', low: 0, high: 100 }, item) / 100,
			textDimensions: readNumber(context, { name: 'vectorOptions.textDimensions', label: 'Text Columns', low: 1, high: 32, fallback: TEXT_DIMENSIONS }, item),
			axes: optionsOf(context, 'vectorOptions', item)<string>('axes', 'keep') === 'draw' ? 'draw' : 'keep',
		},
	}),
	run: async (engine, [{ snapshot, textModel, options }]) => {
		const vectors = await computeCustomerVectors(engine, { ...options, snapshot: snapshot.id, ...(textModel.id === 'latest' ? {} : { textModel: textModel.id }) });
		if (snapshot.assumed) engine.notify.hint(`Used the newest snapshot, ${vectors.snapshot}`);
		return [success(vectors)];
	},
	show: ({ asOf, textExplained, ...vectors }) => [toItem({ ...vectors, asOf: toIso(asOf), textExplained: textExplained === null ? null : rounded(textExplained) })],
};
