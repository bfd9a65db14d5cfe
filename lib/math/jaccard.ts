import { invariant } from '../core/invariant';
import { clusterCount } from './silhouette';

/**
 * Overlap of every cluster of one partition with every cluster of another: shared rows divided by rows in
 * either. Same rows in both; a label below 0 means the row is in no cluster. result[left][right].
 */
export function jaccardMatrix(left: ArrayLike<number>, right: ArrayLike<number>): number[][] {
	invariant(
		left.length === right.length,
		`partitions of ${left.length} and ${right.length} rows cannot be compared`,
	);
	const leftSizes = new Array<number>(clusterCount(left)).fill(0);
	const rightSizes = new Array<number>(clusterCount(right)).fill(0);
	const shared = leftSizes.map(() => new Array<number>(rightSizes.length).fill(0));
	for (let row = 0; row < left.length; row += 1) {
		if (left[row] >= 0) leftSizes[left[row]] += 1;
		if (right[row] >= 0) rightSizes[right[row]] += 1;
		if (left[row] >= 0 && right[row] >= 0) shared[left[row]][right[row]] += 1;
	}
	return shared.map((row, from) =>
		row.map((count, to) => {
			const either = leftSizes[from] + rightSizes[to] - count;
			return either === 0 ? 0 : count / either;
		}),
	);
}
