import { invariant } from '../core/invariant';
import { euclideanDistance } from './distance';
import type { Matrix } from './matrix';
import { rowOf } from './rows';

/** How much nearer a row is to its own cluster than to the next one: −1 … 1, 0 on the border. */
export interface Silhouette {
	readonly mean: number;
	readonly byCluster: readonly number[];
	readonly values: Float64Array;
}

/**
 * Silhouette s = (b − a) / max(a, b), 0 for the only row of a cluster (Rousseeuw 1987).
 * labels: 0 … clusters − 1 a row, at least two clusters. Quadratic in the rows: take a sample above 10,000.
 */
export function silhouette(matrix: Matrix, labels: ArrayLike<number>): Silhouette {
	const clusters = clusterCount(labels);
	const sums = new Float64Array(matrix.rows * clusters);
	for (let row = 0; row < matrix.rows; row += 1) {
		for (let other = 0; other < row; other += 1) {
			const distance = euclideanDistance(rowOf(matrix, row), rowOf(matrix, other));
			sums[row * clusters + labels[other]] += distance;
			sums[other * clusters + labels[row]] += distance;
		}
	}
	return silhouetteOfSums(sums, labels, clusters);
}

/** From the sums of the distances of each row to the rows of each cluster (rows × clusters). */
export function silhouetteOfSums(
	sums: Float64Array,
	labels: ArrayLike<number>,
	clusters: number,
): Silhouette {
	invariant(clusters >= 2, `a silhouette needs two clusters, not ${clusters}`);
	const sizes = clusterSizes(labels, clusters);
	const values = new Float64Array(labels.length);
	const totals = new Array<number>(clusters).fill(0);
	for (let row = 0; row < labels.length; row += 1) {
		const distances = sums.subarray(row * clusters, (row + 1) * clusters);
		values[row] = silhouetteOfRow(distances, labels[row], sizes);
		totals[labels[row]] += values[row];
	}
	return {
		mean: totals.reduce((sum, total) => sum + total, 0) / labels.length,
		byCluster: totals.map((total, cluster) => (sizes[cluster] === 0 ? 0 : total / sizes[cluster])),
		values,
	};
}

function silhouetteOfRow(distances: Float64Array, own: number, sizes: readonly number[]): number {
	if (sizes[own] <= 1) return 0;
	const inside = distances[own] / (sizes[own] - 1);
	let outside = Infinity;
	for (let cluster = 0; cluster < sizes.length; cluster += 1) {
		if (cluster === own || sizes[cluster] === 0) continue;
		outside = Math.min(outside, distances[cluster] / sizes[cluster]);
	}
	const larger = Math.max(inside, outside);
	return larger === 0 || outside === Infinity ? 0 : (outside - inside) / larger;
}

/** One more than the highest label. */
export function clusterCount(labels: ArrayLike<number>): number {
	let highest = -1;
	for (let row = 0; row < labels.length; row += 1) highest = Math.max(highest, labels[row]);
	return highest + 1;
}

export function clusterSizes(labels: ArrayLike<number>, clusters: number): number[] {
	const sizes = new Array<number>(clusters).fill(0);
	for (let row = 0; row < labels.length; row += 1) sizes[labels[row]] += 1;
	return sizes;
}
