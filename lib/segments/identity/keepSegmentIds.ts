import { DISSOLVED_OVERLAP, matchClusters } from '../../math/matchClusters';

/** A segment that goes on in a new cluster, and what makes it the same. */
export interface KeptSegment {
	readonly id: string;
	readonly cluster: number;
	/** `people`: mostly the same customers. `behaviour`: other customers, who behave as those did. */
	readonly by: 'people' | 'behaviour';
	/** Jaccard overlap, in [0.5, 1]. */
	readonly overlap: number;
}

export interface KeptIds {
	/** Id of each new cluster, in its order. */
	readonly ids: readonly string[];
	readonly kept: readonly KeptSegment[];
}

export interface IdentityRequest {
	/** Each customer's segment until now, null for none. */
	readonly before: readonly (string | null)[];
	/** The segment the borders until now would put each customer into today; absent: not known. */
	readonly reapplied?: readonly (string | null)[];
	/** The new cluster of each customer; below 0 for none. */
	readonly labels: ArrayLike<number>;
	readonly clusters: number;
	/** The highest number ever given, so that an id never comes back for other people. */
	readonly highest: number;
}

/**
 * Names new clusters by the segments they continue, a new number for a newcomer. First by who is in them, over customers of both;
 * then, for those without a partner, by behaviour: who the borders until now would put together today. Each by the Hungarian
 * method on Jaccard overlap, from the overlap on at which a cluster does not count as dissolved (Hennig 2007).
 */
export function keepSegmentIds(request: IdentityRequest): KeptIds {
	const { before, reapplied, labels, clusters } = request;
	const samePeople = matched(before, onlyKnown(before, labels)).map((pair) => ({ ...pair, by: 'people' as const }));
	const taken = {
		ids: new Set(samePeople.map(({ id }) => id)),
		clusters: new Set(samePeople.map(({ cluster }) => cluster)),
	};
	const sameBehaviour = matched(
		(reapplied ?? []).map((id) => (id === null || taken.ids.has(id) ? null : id)),
		reapplied === undefined ? [] : Array.from(labels, (label) => (taken.clusters.has(label) ? -1 : label)),
	).map((pair) => ({ ...pair, by: 'behaviour' as const }));
	const kept = [...samePeople, ...sameBehaviour];
	const known = new Map(kept.map(({ cluster, id }) => [cluster, id]));
	let next = request.highest;
	const ids = Array.from({ length: clusters }, (_, cluster) => known.get(cluster) ?? `segment-${(next += 1)}`);
	return { ids, kept };
}

/** Newcomers are left out: a segment that grows is still the same people. */
function onlyKnown(before: readonly (string | null)[], labels: ArrayLike<number>): number[] {
	return before.map((id, row) => (id === null ? -1 : labels[row]));
}

function matched(earlier: readonly (string | null)[], later: ArrayLike<number>): Omit<KeptSegment, 'by'>[] {
	const ids = [...new Set(earlier)].filter((id): id is string => id !== null).sort();
	if (ids.length === 0) return [];
	const place = new Map(ids.map((id, index) => [id, index]));
	const numbers = earlier.map((id) => (id === null ? -1 : (place.get(id) ?? -1)));
	return matchClusters(numbers, later, DISSOLVED_OVERLAP).matches.map(({ from, to, overlap }) => ({
		id: ids[from],
		cluster: to,
		overlap,
	}));
}

/** The number of "segment-7". */
export function segmentNumber(id: string): number {
	return Number(/^segment-(\d+)$/.exec(id)?.[1] ?? 0);
}
