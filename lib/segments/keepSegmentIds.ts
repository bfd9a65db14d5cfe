import { DISSOLVED_OVERLAP, matchClusters } from '../math/matchClusters';

export interface KeptIds {
	/** Id of each new cluster, in its order. */
	readonly ids: readonly string[];
	/** Ids that continue a segment of before. */
	readonly kept: readonly string[];
}

/**
 * Names new clusters by the segments they continue: matched by who is in them (Hungarian method on Jaccard
 * overlap), a new number for a newcomer. `before` is each customer's segment until now, null for none.
 * `highest` is the highest number ever given, so that an id never comes back for other people.
 */
export function keepSegmentIds(request: {
	readonly before: readonly (string | null)[];
	readonly labels: ArrayLike<number>;
	readonly clusters: number;
	readonly highest: number;
}): KeptIds {
	const earlierIds = [...new Set(request.before)].filter((id): id is string => id !== null).sort();
	const place = new Map(earlierIds.map((id, index) => [id, index]));
	const earlier = request.before.map((id) => (id === null ? -1 : (place.get(id) ?? -1)));
	const matches =
		earlierIds.length === 0
			? []
			: matchClusters(earlier, request.labels, DISSOLVED_OVERLAP).matches;
	const known = new Map(matches.map(({ from, to }) => [to, earlierIds[from]]));
	let next = request.highest;
	const ids = Array.from({ length: request.clusters }, (_, cluster) => {
		return known.get(cluster) ?? `segment-${(next += 1)}`;
	});
	return { ids, kept: [...known.values()] };
}

/** The number of "segment-7". */
export function segmentNumber(id: string): number {
	return Number(/^segment-(\d+)$/.exec(id)?.[1] ?? 0);
}
