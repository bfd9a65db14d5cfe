import { seededRandom } from '../core/random';
import { coordinatesMatrix } from '../math/coordinates';
import type { Matrix } from '../math/matrix';
import type { Preparation } from '../math/preparation';
import { sampleRows, takeRows } from '../math/rows';
import { clusterSizes } from '../math/silhouette';
import { measureSilhouette } from './clustering/quality/measureSilhouette';
import type { SegmentSilhouettes } from './types';

/** The time is quadratic in these. */
const SAMPLE_ROWS = 2_000;
/** Values of a segment that are kept: enough for its shape. */
const VALUES_MAX = 60;

export interface ClusterSilhouettes {
	readonly mean: number;
	/** Of each cluster; the mean is null, and values empty, when none of its customers was drawn. */
	readonly clusters: readonly Omit<SegmentSilhouettes['segments'][number], 'segment'>[];
}

/** Silhouettes of a sample of the customers where the algorithm saw them; null for fewer than two clusters. */
export function sampleSilhouettes({ matrix, labels, clusters, preparation, seed }: {
	readonly matrix: Matrix;
	readonly labels: ArrayLike<number>;
	readonly clusters: number;
	readonly preparation: Preparation;
	readonly seed: number;
}): ClusterSilhouettes | null {
	const inside = Int32Array.from(labels, (_, row) => row).filter((row) => labels[row] >= 0);
	const rows = sampleRows(inside.length, SAMPLE_ROWS, seededRandom(`silhouettes/${seed}`)).map((at) => inside[at]);
	const drawn = rows.map((row) => labels[row]);
	const sizes = clusterSizes(drawn, clusters);
	if (sizes.filter((size) => size > 0).length < 2) return null;
	const coordinates = coordinatesMatrix(preparation, takeRows(matrix, rows));
	const everyRow = rows.map((_, at) => at);
	const { mean, byCluster, values } = measureSilhouette(coordinates, drawn, { rows: everyRow, clusters });
	return {
		mean: rounded(mean),
		clusters: sizes.map((size, cluster) => ({
			mean: size === 0 ? null : rounded(byCluster[cluster]),
			values: thin(values.filter((_, at) => drawn[at] === cluster).sort().reverse()),
		})),
	};
}

/** Evenly spaced values with both ends, so that the shape stays. */
function thin(sorted: Float64Array): number[] {
	const kept = Math.min(sorted.length, VALUES_MAX);
	return Array.from({ length: kept }, (_, at) =>
		rounded(sorted[kept === 1 ? 0 : Math.round((at * (sorted.length - 1)) / (kept - 1))]),
	);
}

function rounded(value: number): number {
	return Math.round(value * 1000) / 1000;
}
