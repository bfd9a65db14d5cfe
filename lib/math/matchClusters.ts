import { jaccardMatrix } from './jaccard';
import { optimalAssignment } from './optimalAssignment';

/** Which cluster of a later partition continues which cluster of an earlier one. */
export interface ClusterMatches {
	readonly matches: readonly { readonly from: number; readonly to: number; readonly overlap: number }[];
	/** Later clusters that continue none. */
	readonly births: readonly number[];
	/** Earlier clusters that none continues. */
	readonly deaths: readonly number[];
}

/** Overlap below which a cluster counts as dissolved (Hennig 2007). */
export const DISSOLVED_OVERLAP = 0.5;

/**
 * Pairs the clusters of two partitions of the same rows so that the total Jaccard overlap is largest, and
 * keeps the pairs at or above `overlapMin`. A label below 0 means the row is in no cluster.
 */
export function matchClusters(
	earlier: ArrayLike<number>,
	later: ArrayLike<number>,
	overlapMin = DISSOLVED_OVERLAP,
): ClusterMatches {
	const overlaps = jaccardMatrix(earlier, later);
	const assigned = optimalAssignment(overlaps.map((row) => row.map((overlap) => -overlap)));
	const matches = assigned
		.map((to, from) => ({ from, to, overlap: to < 0 ? 0 : overlaps[from][to] }))
		.filter(({ overlap }) => overlap > 0 && overlap >= overlapMin);
	const continued = new Set(matches.map(({ to }) => to));
	const kept = new Set(matches.map(({ from }) => from));
	return {
		matches,
		births: (overlaps[0] ?? []).map((_, to) => to).filter((to) => !continued.has(to)),
		deaths: overlaps.map((_, from) => from).filter((from) => !kept.has(from)),
	};
}
