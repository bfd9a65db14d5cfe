import {
	evaluatePropensity,
	resolveAsOf,
	success,
	toIso,
	type AsOf,
	type EvaluatedPropensity,
} from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import { readReference, referenceField } from '../shared/fields/referenceField';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';
import { showEvaluation } from './showEvaluation';

interface Request {
	readonly model: string;
	readonly asOf: AsOf;
}

/** How well a stored model predicted the last complete horizon. */
export const evaluateOperation: Operation<Request, EvaluatedPropensity> = {
	name: 'evaluate',
	label: 'Evaluate',
	action: 'Evaluate a prediction',
	description: 'Check how well a model predicted the days since it was trained',
	runs: 'once',
	fields: [
		referenceField({
			key: 'model',
			label: 'Model',
			searchMethod: 'searchPropensityModels',
			description: 'A prediction made by Train',
		}),
		...asOfFields,
	],
	read: (context, item) => ({ model: readReference(context, item, 'model').id, asOf: readAsOf(context, item) }),
	run: async (engine, [{ model, asOf }]) => [
		success(await evaluatePropensity(engine, { model, asOf: await resolveAsOf(engine, asOf) })),
	],
	show: ({ evaluation, asOf, cutoff, ...evaluated }) => [
		toItem({ ...evaluated, asOf: toIso(asOf), cutoff: toIso(cutoff), ...showEvaluation(evaluation) }),
	],
};
