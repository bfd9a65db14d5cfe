import type { LearnedPropensity } from './types';

/** What the owner should know before believing a model, in sentences. */
export function hintsOf(learned: LearnedPropensity): string[] {
	const { evaluation, leaks, converged, columns, columnsLeftOut } = learned;
	const { auc, bestSingleFeature, calibrationSlope, calibrationGap, baseRate } = evaluation;
	const hints = leaks.map(
		({ label }) =>
			`"${label}" was not used: alone it tells the outcome almost perfectly, so it probably is the outcome in other words`,
	);
	if (!(auc.low > 0.5)) {
		hints.push('The model ranks customers no better than chance: do not act on its scores');
	} else if (auc.value <= bestSingleFeature.auc) {
		hints.push(`"${bestSingleFeature.label}" alone ranks customers as well as the model does`);
	}
	if (columnsLeftOut > 0) {
		hints.push(
			`Only the ${columns} most telling columns were used, for want of outcomes: ${columnsLeftOut} more would come with more data`,
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
