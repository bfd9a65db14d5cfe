import { prepareRow } from '../../math/prepareMatrix';
import type { FeatureValues, LogisticModel } from '../types';
import { LOGIT_MAX } from './logit';

/** Calibrated probability of one customer, in (0, 1). */
export function predict(model: LogisticModel, features: FeatureValues): number {
	let sum = model.intercept;
	prepareRow(model.preparation, features).forEach((value, index) => {
		sum += model.weights[index] * value;
	});
	const logit = model.calibration.scale * sum + model.calibration.offset;
	return 1 / (1 + Math.exp(-Math.min(Math.max(logit, -LOGIT_MAX), LOGIT_MAX)));
}
