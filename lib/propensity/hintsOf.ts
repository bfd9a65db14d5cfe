import type { LearnedPropensity } from './types';

/** What the owner should know before believing a model, in sentences. */
export function hintsOf(learned: LearnedPropensity): string[] {
	const { evaluation, leaks, converged, columns, columnsLeftOut } = learned;
	const { auc, bestSingleFeature, calibrationSlope, calibrationGap, baseRate } = evaluation;
	const hints = leaks.map(
		({ label }) =>
			`Not used: ${label}. Alone it tells the outcome almost perfectly, so it probably is the outcome in other words`,
	);
	if (!(auc.low > 0.5)) {
		hints.push('The model ranks customers no better than chance: do not act on its scores');
	} else if (auc.value <= bestSingleFeature.auc) {
		hints.push(`One feature alone ranks customers as well as the model does: ${bestSingleFeature.label}`);
	}
	if (columnsLeftOut > columns) {
		hints.push(
			`Outcomes are few, so only ${columns} of ${columns + columnsLeftOut} details of customers could be used: more outcomes make a better model`,
		);
	}
	if (calibrationSlope.high < 1) {
		hints.push('On later days the probabilities were too extreme: trust the order more than the numbers');
	}
	if (Math.abs(calibrationGap) > 0.2 * baseRate) {
		const direction = calibrationGap > 0 ? 'fewer' : 'more';
		hints.push(`On the test days ${direction} customers than predicted had the outcome: times are changing`);
	}
	if (!converged) hints.push('The fit stopped at its bound on iterations: its weights are approximate');
	return hints;
}
