import type { ReachabilityTree } from '../../../compute/neighbours/reachabilityTree';
import { disjointSets } from '../../../math/disjointSets';
import type { MergeTree } from './types';

/** Single linkage: the edges of a minimum spanning tree, the lightest first, each merge what their ends belong to. */
export function mergeRows({ rows, from, to, weights }: ReachabilityTree): MergeTree {
	const merges = from.length;
	const sets = disjointSets(rows);
	/** The group that each set is by now. */
	const groups = Int32Array.from({ length: rows }, (_, row) => row);
	const left = new Int32Array(merges);
	const right = new Int32Array(merges);
	const sizes = new Int32Array(merges);
	const sizeOf = (group: number): number => (group < rows ? 1 : sizes[group - rows]);
	for (let merge = 0; merge < merges; merge += 1) {
		left[merge] = groups[sets.find(from[merge])];
		right[merge] = groups[sets.find(to[merge])];
		sizes[merge] = sizeOf(left[merge]) + sizeOf(right[merge]);
		sets.unite(from[merge], to[merge]);
		groups[sets.find(from[merge])] = rows + merge;
	}
	return { rows, left, right, distances: weights, sizes };
}
