import { invariant } from '../core/invariant';
import type { FeatureColumn } from '../math/fitPreparation';
import { LOGIT_MAX } from '../models/logistic/logit';
import type { LogisticModel } from '../models/types';
import { propensityAlgorithms } from './algorithms';
import { buildDesign } from './design/buildDesign';

/** Calibrated probability of every row; `predict` of lib/models for many rows at once. */
export function predictRows(model: LogisticModel, columns: readonly FeatureColumn[]): Float64Array {
	invariant(columns.length > 0, 'prediction needs at least one feature');
	const design = buildDesign(model.preparation, columns);
	const margins = propensityAlgorithms.logistic.margins(design, {
		weights: Float64Array.from(model.weights),
		intercept: model.intercept,
	});
	const { scale, offset } = model.calibration;
	return margins.map((margin) => {
		const logit = Math.min(Math.max(scale * margin + offset, -LOGIT_MAX), LOGIT_MAX);
		return 1 / (1 + Math.exp(-logit));
	});
}
