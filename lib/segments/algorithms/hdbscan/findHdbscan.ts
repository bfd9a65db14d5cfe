import { reachabilityTree } from '../../../compute/neighbours/reachabilityTree';
import type { Matrix } from '../../../math/matrix';
import { numberBySize } from '../../../math/numberBySize';
import { condenseTree } from './condenseTree';
import { mergeRows } from './mergeRows';
import { selectClusters } from './selectClusters';
import type { CondensedTree, HdbscanClusters, HdbscanOptions } from './types';

/** "Min samples" of algorithms.md 8: the row itself is not counted. */
export const NEIGHBOURS = 10;

/**
 * HDBSCAN (Campello, Moulavi & Sander 2013): clusters of any density that hold together longest. No cluster is smaller
 * than `sizeMin`, and the order of the rows does not matter. About 30 bytes a row beside the k-d tree and its kernel.
 */
export function findHdbscan(matrix: Matrix, options: HdbscanOptions): HdbscanClusters {
	const { sizeMin, neighbours = NEIGHBOURS, progress } = options;
	const tree = reachabilityTree(matrix, {
		neighbours,
		progress: (share) => progress?.(share * 0.9, 'measuring how dense the customers lie'),
	});
	progress?.(0.9, 'reading the clusters from the densities');
	const condensed = condenseTree(mergeRows(tree), sizeMin);
	const { chosen, masses } = selectClusters(condensed);
	const owners = ownersOf(condensed, chosen);
	const found = Int32Array.from(condensed.lastCluster, (cluster) => owners[cluster]);
	const { labels, sizes } = numberBySize(found);
	const massOf = new Array<number>(sizes.length).fill(0);
	found.forEach((cluster, row) => {
		if (cluster >= 0) massOf[labels[row]] = masses[cluster];
	});
	return {
		labels,
		sizes,
		masses: massOf,
		membership: membershipOf(condensed, found),
		coreDistances: tree.coreDistances,
	};
}

/** The chosen cluster that each cluster of the tree lies in; −1 for none. */
function ownersOf({ parents }: CondensedTree, chosen: readonly number[]): Int32Array {
	const owners = new Int32Array(parents.length).fill(-1);
	for (const cluster of chosen) owners[cluster] = cluster;
	for (let cluster = 1; cluster < parents.length; cluster += 1) {
		if (owners[cluster] < 0) owners[cluster] = owners[parents[cluster]];
	}
	return owners;
}

/** Density at which a row leaves its cluster, as a share of the density at which the last one leaves. */
function membershipOf({ lastCluster, leftAt, parents }: CondensedTree, found: Int32Array): Float32Array {
	const densest = new Float64Array(parents.length);
	found.forEach((cluster, row) => {
		if (cluster === lastCluster[row]) densest[cluster] = Math.max(densest[cluster], leftAt[row]);
	});
	return Float32Array.from(found, (cluster, row) => {
		if (cluster < 0) return 0;
		return densest[cluster] > 0 ? Math.min(1, leftAt[row] / densest[cluster]) : 1;
	});
}
