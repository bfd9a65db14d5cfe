import { fitLogistic } from './logistic/fitLogistic';
import { marginsOfFit } from './logistic/marginsOfFit';

/** How a prediction is learnt: `fit` finds the weights, `margins` gives the log-odds of rows. One folder and one line each. */
export const propensityAlgorithms = {
	logistic: { fit: fitLogistic, margins: marginsOfFit },
} as const;
