import { invariant } from '../core/invariant';

/** An empty bin counts as this share, so that its logarithm exists. */
const SHARE_MIN = 1e-4;

/** Standard normal deviate that one draw in a thousand exceeds: with some fifty features, one false alarm in twenty runs. */
const DEVIATE = 3.0902;

/**
 * Population stability index, Σ (a − e) ln(a / e) over the shares of n bins: 0 is no change. Customary: below 0.1 little,
 * from 0.25 on much. expected, actual: n counts or weights each, compared as shares of their sums.
 */
export function populationStability(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
	invariant(expected.length === actual.length, 'a stability index compares the same bins');
	const [before, after] = [sharesOf(expected), sharesOf(actual)];
	return after.reduce((total, share, bin) => total + (share - before[bin]) * Math.log(share / before[bin]), 0);
}

function sharesOf(counts: ArrayLike<number>): number[] {
	const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
	invariant(total > 0, 'a stability index needs at least one observation a side');
	return Array.from(counts, (count) => Math.max(count / total, SHARE_MIN));
}

/**
 * What the index exceeds once in a thousand times when nothing changed: about χ² of bins − 1 degrees, times
 * 1/n + 1/m (Yurdakul & Naranjo 2020); the quantile by Wilson & Hilferty 1931.
 */
export function stabilityByChance(bins: number, before: number, after: number): number {
	const degrees = bins - 1;
	if (degrees < 1) return Infinity;
	const spread = 2 / (9 * degrees);
	return degrees * (1 - spread + DEVIATE * Math.sqrt(spread)) ** 3 * (1 / before + 1 / after);
}
