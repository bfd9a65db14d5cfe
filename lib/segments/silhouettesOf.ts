import type { ClusterSilhouettes } from './sampleSilhouettes';
import type { SegmentSilhouettes } from './types';

/** Silhouettes of clusters under the ids of the segments they became. */
export function silhouettesOf(found: ClusterSilhouettes | null, ids: readonly string[]): SegmentSilhouettes | null {
	if (found === null) return null;
	return { mean: found.mean, segments: ids.map((segment, cluster) => ({ segment, ...found.clusters[cluster] })) };
}
