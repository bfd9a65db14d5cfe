import type { TaskControl } from '../../../compute/types';
import { seededRandom } from '../../../core/random';
import { clusterIndices } from '../../../math/clusterIndices';
import type { Matrix } from '../../../math/matrix';
import { sampleRows, takeRows } from '../../../math/rows';
import { clusterSizes } from '../../../math/silhouette';
import { bootstrapStability } from './bootstrapStability';
import { measureSilhouette } from './measureSilhouette';
import { weightedMean } from './weightedMean';
import type { AssessOptions, Divide, Division, FitQuality } from '../types';

/** Starts of a division of a bootstrap sample. */
const RESTARTS = 5;

/** Silhouette and stability of each cluster of a fit, on samples, and the indices of the whole on all its rows. */
export function assessClusters(
	matrix: Matrix,
	{ labels, clusters }: Division,
	options: AssessOptions & { readonly divide: Divide; readonly control?: TaskControl },
): FitQuality {
	const { seed, control, divide, bootstraps = 20 } = options;
	const sizes = clusterSizes(labels, clusters);
	const stabilityByCluster = bootstrapStability(matrix, labels, {
		clusters,
		divide: (sample, again) => divide(sample, { k: clusters, seed: again, restarts: RESTARTS }).labels,
		seed,
		bootstraps,
		rows: options.bootstrapRows ?? 2000,
		onProgress: (share) => control?.progress(share * 0.8, 'drawing customers anew'),
	});
	const stability = weightedMean(stabilityByCluster, sizes);
	if (clusters < 2 || clusters >= matrix.rows) {
		const silhouetteByCluster = sizes.map(() => null);
		const none = { silhouette: null, calinskiHarabasz: null, daviesBouldin: null, predictionStrength: null };
		return { ...none, silhouetteByCluster, stability, stabilityByCluster };
	}
	const random = seededRandom(seed).fork('silhouette');
	const rows = sampleRows(matrix.rows, options.silhouetteRows ?? 10_000, random);
	const { mean, byCluster } = measureSilhouette(matrix, labels, { rows, clusters });
	const seen = new Set(rows.map((row) => labels[row]));
	const { calinskiHarabasz, daviesBouldin } = clusterIndices(...membersOnly(matrix, labels));
	return {
		silhouette: mean,
		silhouetteByCluster: byCluster.map((value, cluster) => (seen.has(cluster) ? value : null)),
		calinskiHarabasz,
		daviesBouldin,
		stability,
		stabilityByCluster,
		predictionStrength: null,
	};
}

/** The rows that are in a cluster; the matrix itself when all are. */
function membersOnly(matrix: Matrix, labels: Int32Array): [Matrix, Int32Array] {
	if (labels.every((label) => label >= 0)) return [matrix, labels];
	const members = Int32Array.from({ length: matrix.rows }, (_, row) => row).filter((row) => labels[row] >= 0);
	return [takeRows(matrix, members), members.map((row) => labels[row])];
}
