import { invariant } from '../core/invariant';

/** A statistic for 1, 2, … clusters and its standard errors. */
export interface GapCurve {
	readonly gaps: readonly number[];
	readonly errors: readonly number[];
}

/** The number of clusters by a curve and a number of standard errors. */
export type GapRule = (curve: GapCurve, factor: number) => number;

export type GapRuleName = 'firstMaximum' | 'globalMaximum' | 'firstWithinError' | 'globalWithinError' | 'tibshirani';

/**
 * How many clusters a gap curve asks for, by the rules of R's cluster::maxSE: the first or highest maximum, or the smallest
 * number within `factor` standard errors of it; tibshirani: the first k whose gap reaches that of k + 1 less its error.
 */
export const gapRules: Readonly<Record<GapRuleName, GapRule>> = {
	firstMaximum: ({ gaps }) => firstPeak(gaps) + 1,
	globalMaximum: ({ gaps }) => highest(gaps) + 1,
	firstWithinError: (curve, factor) => withinError(curve, firstPeak(curve.gaps), factor) + 1,
	globalWithinError: (curve, factor) => withinError(curve, highest(curve.gaps), factor) + 1,
	tibshirani: ({ gaps, errors }, factor) => {
		const at = gaps.findIndex((gap, k) => k + 1 < gaps.length && gap >= gaps[k + 1] - factor * errors[k + 1]);
		return at < 0 ? gaps.length : at + 1;
	},
};

/** The first place after which the curve does not rise; the last when it always does. */
function firstPeak(gaps: readonly number[]): number {
	invariant(gaps.length > 0, 'a gap curve needs at least one number of clusters');
	const at = gaps.findIndex((gap, k) => k + 1 < gaps.length && gaps[k + 1] <= gap);
	return at < 0 ? gaps.length - 1 : at;
}

function highest(gaps: readonly number[]): number {
	invariant(gaps.length > 0, 'a gap curve needs at least one number of clusters');
	return gaps.indexOf(Math.max(...gaps));
}

/** The first place that reaches the peak less its error. */
function withinError({ gaps, errors }: GapCurve, peak: number, factor: number): number {
	return gaps.findIndex((gap, k) => k === peak || gap >= gaps[peak] - factor * errors[peak]);
}
