import type { TaskControl } from '../../../compute/types';
import { seededRandom } from '../../../core/random';
import { clusterIndices } from '../../../math/clusterIndices';
import type { Matrix } from '../../../math/matrix';
import { sampleRows } from '../../../math/rows';
import { bootstrapStability } from './bootstrapStability';
import { measureSilhouette } from './measureSilhouette';
import { weightedMean } from './tryClusters';
import type { FitQuality, KmeansFit } from './types';

export interface AssessOptions {
	readonly seed: number | string;
	/** Rows the silhouette is measured on (quadratic); 10,000 by default. */
	readonly silhouetteRows?: number;
	/** Bootstrap samples and their rows for the stability; 20 of 2,000 by default. */
	readonly bootstraps?: number;
	readonly bootstrapRows?: number;
}

/** Silhouette and stability of each cluster of a fit, on samples, and the indices of the whole on all rows. */
export function assessFit(
	matrix: Matrix,
	fit: Pick<KmeansFit, 'labels' | 'sizes'>,
	options: AssessOptions & { readonly control?: TaskControl },
): FitQuality {
	const { seed, control, bootstraps = 20 } = options;
	const clusters = fit.sizes.length;
	const stabilityByCluster = bootstrapStability(matrix, fit.labels, {
		k: clusters,
		seed,
		bootstraps,
		rows: options.bootstrapRows ?? 2000,
		restarts: 5,
		onProgress: (share) => control?.progress(share * 0.8, 'drawing customers anew'),
	});
	const stability = weightedMean(stabilityByCluster, fit.sizes);
	if (clusters < 2 || clusters >= matrix.rows) {
		const silhouetteByCluster = fit.sizes.map(() => null);
		const none = { silhouette: null, calinskiHarabasz: null, daviesBouldin: null };
		return { ...none, silhouetteByCluster, stability, stabilityByCluster };
	}
	const random = seededRandom(seed).fork('silhouette');
	const rows = sampleRows(matrix.rows, options.silhouetteRows ?? 10_000, random);
	const { mean, byCluster } = measureSilhouette(matrix, fit.labels, { rows, clusters });
	const seen = new Set(rows.map((row) => fit.labels[row]));
	const { calinskiHarabasz, daviesBouldin } = clusterIndices(matrix, fit.labels);
	return {
		silhouette: mean,
		silhouetteByCluster: byCluster.map((value, cluster) => (seen.has(cluster) ? value : null)),
		calinskiHarabasz,
		daviesBouldin,
		stability,
		stabilityByCluster,
	};
}
