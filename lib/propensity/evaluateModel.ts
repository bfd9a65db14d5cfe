import type { Task } from '../compute/types';
import { seededRandom } from '../core/random';
import type { LogisticModel } from '../models/types';
import { evaluatePredictions } from './evaluation/evaluatePredictions';
import { predictRows } from './predictRows';
import type { LabelledRows, NamedFeature, PropensityEvaluation } from './types';

export interface EvaluateInput {
	readonly model: LogisticModel;
	readonly features: readonly NamedFeature[];
	readonly rows: Pick<LabelledRows, 'values' | 'labels'>;
	readonly seed: string;
}

/** Runs in a worker thread; `evaluateModel` is the same function without one. */
export const evaluateModelTask: Task<EvaluateInput, PropensityEvaluation> = {
	file: 'propensity/evaluateModel',
	name: 'evaluateModel',
};

/** What is said about a model's quality on rows it has not seen. */
export function evaluateModel({ model, features, rows, seed }: EvaluateInput): PropensityEvaluation {
	const columns = features.map(({ name }, index) => ({ name, values: rows.values[index] }));
	const probabilities = predictRows(model, columns);
	return evaluatePredictions({ rows, probabilities, features, random: seededRandom(seed) });
}
