import { LANES, type KmeansKernel } from '../../../compute/kernels/kmeansKernel';
import type { Random } from '../../../core/random';
import type { Matrix } from '../../../math/matrix';
import { takeRows } from '../../../math/rows';

/**
 * Rows to start from: each drawn in proportion to its squared distance to those before (k-means++, Arthur &
 * Vassilvitskii 2007), the best of four draws a time. Fewer than k when fewer rows are different.
 */
export function seedCentres(
	kernel: KmeansKernel,
	points: Matrix,
	{ k, random }: { readonly k: number; readonly random: Random },
): Matrix {
	const closest = new Float32Array(points.rows).fill(Infinity);
	const lowered = new Float32Array(points.rows * LANES);
	const chosen: number[] = [];
	let candidates = [random.integer(points.rows)];
	while (candidates.length > 0) {
		const costs = kernel.candidateCosts(points, takeRows(points, candidates), { closest, lowered });
		const best = costs.indexOf(Math.min(...costs));
		chosen.push(candidates[best]);
		for (let row = 0; row < points.rows; row += 1) closest[row] = lowered[row * LANES + best];
		candidates = chosen.length < k ? drawRows(closest, random) : [];
	}
	return takeRows(points, chosen);
}

/** Four rows in proportion to their weight; none when all weights are 0. */
function drawRows(weights: Float32Array, random: Random): number[] {
	const cumulative = new Float64Array(weights.length);
	let total = 0;
	for (let row = 0; row < weights.length; row += 1) cumulative[row] = total += weights[row];
	if (total === 0) return [];
	return Array.from({ length: LANES }, () => firstAbove(cumulative, random.next() * total));
}

/** Index of the first value above the bound in an ascending list whose last value is above it. */
function firstAbove(ascending: Float64Array, bound: number): number {
	let low = 0;
	let high = ascending.length - 1;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (ascending[middle] > bound) high = middle;
		else low = middle + 1;
	}
	return low;
}
