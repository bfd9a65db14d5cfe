import type { Matrix } from '../math/matrix';
import { rowOf } from '../math/rows';

export interface MergedClusters {
	/** Which of the remaining groups each cluster is part of; groups are numbered in the order of their largest cluster. */
	readonly groupOf: readonly number[];
	/** Clusters that were too small, and the cluster each was added to. */
	readonly merged: readonly { readonly cluster: number; readonly into: number }[];
}

/**
 * Adds clusters of fewer than `sizeMin` rows to the nearest other one, the smallest first, until all are large enough or one is left.
 * Nearest by the distance between the means of their rows; rows with a label below 0 are in none.
 */
export function mergeSmall(
	matrix: Matrix,
	labels: ArrayLike<number>,
	{ clusters, sizeMin }: { readonly clusters: number; readonly sizeMin: number },
): MergedClusters {
	const groups = meansOf(matrix, labels, clusters);
	const merged: { cluster: number; into: number }[] = [];
	for (;;) {
		const left = groups.filter(({ into }) => into === undefined);
		const [smallest] = [...left].sort((one, other) => one.size - other.size || other.cluster - one.cluster);
		if (left.length < 2 || smallest.size >= sizeMin) break;
		const nearest = nearestOf(smallest, left.filter((group) => group !== smallest));
		join(smallest, nearest);
		merged.push({ cluster: smallest.cluster, into: nearest.cluster });
	}
	return { groupOf: numbered(groups), merged };
}

interface Group {
	readonly cluster: number;
	size: number;
	/** Mean of its rows. */
	mean: number[];
	/** The group it is part of now. */
	into?: Group;
}

function meansOf(matrix: Matrix, labels: ArrayLike<number>, clusters: number): Group[] {
	const groups = Array.from({ length: clusters }, (_, cluster): Group => ({
		cluster,
		size: 0,
		mean: new Array<number>(matrix.columns).fill(0),
	}));
	for (let row = 0; row < matrix.rows; row += 1) {
		if (labels[row] < 0) continue;
		const group = groups[labels[row]];
		group.size += 1;
		rowOf(matrix, row).forEach((value, column) => (group.mean[column] += value));
	}
	for (const group of groups) group.mean = group.mean.map((sum) => (group.size === 0 ? 0 : sum / group.size));
	return groups;
}

function nearestOf(group: Group, others: readonly Group[]): Group {
	const distance = ({ mean }: Group): number => mean.reduce((sum, value, column) => sum + (value - group.mean[column]) ** 2, 0);
	return others.reduce((best, other) => (distance(other) < distance(best) ? other : best));
}

function join(small: Group, large: Group): void {
	const size = small.size + large.size;
	if (size > 0) {
		large.mean = large.mean.map((value, column) => (value * large.size + small.mean[column] * small.size) / size);
	}
	large.size = size;
	small.into = large;
}

function numbered(groups: readonly Group[]): number[] {
	const rootOf = (group: Group): Group => (group.into === undefined ? group : rootOf(group.into));
	const roots = groups.map(rootOf);
	const order = [...new Set(roots)];
	return roots.map((root) => order.indexOf(root));
}
