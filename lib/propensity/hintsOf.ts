import type { LearnedPropensity } from './types';

const TELLS_OUTCOME =
	'Alone it tells the outcome almost perfectly, so it probably is the outcome in other words';

/** What the owner should know before believing a model, in sentences. */
export function hintsOf(learned: LearnedPropensity): string[] {
	const leaks = learned.leaks.map(({ label, reason = TELLS_OUTCOME }) => `Not used: ${label}. ${reason}`);
	const suspects = learned.suspects.map(({ label, reason = TELLS_OUTCOME }) => `Look at: ${label}. ${reason}`);
	return [...leaks, ...suspects, ...rankingHints(learned), ...calibrationHints(learned), ...fitHints(learned)];
}

function rankingHints({ evaluation }: LearnedPropensity): string[] {
	const { auc, bestSingleFeature } = evaluation;
	if (!(auc.low > 0.5)) return ['The model ranks customers no better than chance: do not act on its scores'];
	if (auc.value > bestSingleFeature.auc) return [];
	return [`One feature alone ranks customers as well as the model does: ${bestSingleFeature.label}`];
}

/** Below it, a probability of 90 % is nearer 85: worth a word. */
const SLOPE_MIN = 0.85;
const GAP_SHARE_MAX = 0.2;

function calibrationHints({ evaluation }: LearnedPropensity): string[] {
	const { calibrationSlope, calibrationGap, baseRate } = evaluation;
	const hints: string[] = [];
	if (calibrationSlope.high < 1 && calibrationSlope.value < SLOPE_MIN) {
		hints.push('On later days the probabilities were too extreme: trust the order more than the numbers');
	}
	if (Math.abs(calibrationGap) > GAP_SHARE_MAX * baseRate) {
		const direction = calibrationGap > 0 ? 'fewer' : 'more';
		hints.push(`On the test days ${direction} customers than predicted had the outcome: times are changing`);
	}
	return hints;
}

function fitHints({ columns, columnsLeftOut, converged }: LearnedPropensity): string[] {
	const hints: string[] = [];
	if (columnsLeftOut > columns) {
		hints.push(
			`Outcomes are few, so only ${columns} of ${columns + columnsLeftOut} details of customers could be used: more outcomes make a better model`,
		);
	}
	if (!converged) hints.push('The fit stopped at its bound on iterations: its weights are approximate');
	return hints;
}
