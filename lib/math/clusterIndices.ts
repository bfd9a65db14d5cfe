import { invariant } from '../core/invariant';
import { euclideanDistance, squaredDistance } from './distance';
import type { Matrix } from './matrix';
import { rowOf } from './rows';
import { clusterCount, clusterSizes } from './silhouette';

/** How tight and how far apart the clusters of a partition are. */
export interface ClusterIndices {
	/** Sum of the squared distances to the mean of the own cluster. */
	readonly inertia: number;
	/** (B / (k − 1)) / (W / (n − k)); higher is better (Caliński & Harabasz 1974). */
	readonly calinskiHarabasz: number;
	/** Mean over clusters of max (sᵢ + sⱼ) / dᵢⱼ; lower is better (Davies & Bouldin 1979). */
	readonly daviesBouldin: number;
}

/** labels: 0 … k − 1 a row, 2 ≤ k < rows, no empty cluster. Double precision. */
export function clusterIndices(matrix: Matrix, labels: ArrayLike<number>): ClusterIndices {
	const clusters = clusterCount(labels);
	invariant(
		clusters >= 2 && clusters < matrix.rows,
		`cluster indices need 2 to ${matrix.rows - 1} clusters, not ${clusters}`,
	);
	const sizes = clusterSizes(labels, clusters);
	const means = clusterMeans(matrix, labels, sizes);
	const inertia = partitionInertia(matrix, labels, means);
	const centre = clusterMeans(matrix, new Uint8Array(matrix.rows), [matrix.rows])[0];
	const between = means.reduce(
		(sum, mean, cluster) => sum + sizes[cluster] * squaredDistance(mean, centre),
		0,
	);
	return {
		inertia,
		calinskiHarabasz: between / (clusters - 1) / (inertia / (matrix.rows - clusters)),
		daviesBouldin: daviesBouldin(means, spreads(matrix, labels, means)),
	};
}

/** Mean of the rows of each cluster, in double precision. */
export function clusterMeans(
	matrix: Matrix,
	labels: ArrayLike<number>,
	sizes: readonly number[],
): Float64Array[] {
	const means = sizes.map(() => new Float64Array(matrix.columns));
	for (let row = 0; row < matrix.rows; row += 1) {
		const mean = means[labels[row]];
		const offset = row * matrix.columns;
		for (let column = 0; column < matrix.columns; column += 1) {
			mean[column] += matrix.values[offset + column];
		}
	}
	means.forEach((mean, cluster) => {
		for (let column = 0; column < mean.length; column += 1) mean[column] /= sizes[cluster];
	});
	return means;
}

/** Sum of the squared distances of the rows to the centre of their cluster, in double precision. */
export function partitionInertia(
	matrix: Matrix,
	labels: ArrayLike<number>,
	centres: readonly ArrayLike<number>[],
): number {
	let inertia = 0;
	for (let row = 0; row < matrix.rows; row += 1) {
		const centre = centres[labels[row]];
		const offset = row * matrix.columns;
		for (let column = 0; column < matrix.columns; column += 1) {
			const difference = matrix.values[offset + column] - centre[column];
			inertia += difference * difference;
		}
	}
	return inertia;
}

/** Mean distance of the rows of each cluster to its mean. */
function spreads(matrix: Matrix, labels: ArrayLike<number>, means: readonly Float64Array[]): number[] {
	const totals = means.map(() => ({ distance: 0, rows: 0 }));
	for (let row = 0; row < matrix.rows; row += 1) {
		const total = totals[labels[row]];
		total.distance += euclideanDistance(rowOf(matrix, row), means[labels[row]]);
		total.rows += 1;
	}
	return totals.map(({ distance, rows }) => distance / rows);
}

function daviesBouldin(means: readonly Float64Array[], spread: readonly number[]): number {
	const worst = means.map((mean, cluster) =>
		Math.max(
			...means.map((other, index) =>
				index === cluster
					? 0
					: (spread[cluster] + spread[index]) / euclideanDistance(mean, other),
			),
		),
	);
	return worst.reduce((sum, value) => sum + value, 0) / means.length;
}
