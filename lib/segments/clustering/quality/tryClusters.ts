import type { TaskControl } from '../../../compute/types';
import { clusterIndices, clusterMeans, partitionInertia } from '../../../math/clusterIndices';
import type { Matrix } from '../../../math/matrix';
import { clusterSizes } from '../../../math/silhouette';
import { summarize, type Summary } from '../../../math/summary';
import type { ChoiceData, ChooseOptions, ClusterTrial, Divide, DivideOptions } from '../types';
import { bootstrapStability } from './bootstrapStability';
import { measureSilhouette } from './measureSilhouette';
import { weightedMean } from './weightedMean';

/** Starts where the best fit of a cloud or of a bootstrap sample is not needed. */
const RESTARTS_FEW = 3;

/**
 * Divides the sample into k and measures the result; undefined when the sample has fewer than k different
 * rows, or k + 1 rows.
 */
export function tryClusters(
	data: ChoiceData,
	options: ChooseOptions & { readonly k: number; readonly divide: Divide },
	control?: TaskControl,
): ClusterTrial | undefined {
	const { k, seed, divide, restarts = 5 } = options;
	const { sample, silhouetteRows } = data;
	if (k >= sample.rows) return undefined;
	const report = (share: number): void => control?.progress(share, `${k} segments`);
	const { labels, clusters } = divide(sample, { k, seed, restarts });
	if (clusters < k) return undefined;
	report(0.2);
	const { mean } = measureSilhouette(sample, labels, { rows: silhouetteRows, clusters: k });
	report(0.3);
	const again = { k, seed, restarts: RESTARTS_FEW };
	const clouds = data.nulls.map((cloud) => divideCloud(cloud, divide, again));
	const nulls = summarize(clouds.map((cloud) => cloud.silhouette));
	const nullInertia = summarize(clouds.map((cloud) => cloud.logInertia)).mean;
	report(0.5);
	const stabilityByCluster = bootstrapStability(sample, labels, {
		clusters: k,
		divide: (drawn, drawSeed) => divide(drawn, { ...again, seed: drawSeed }).labels,
		seed,
		bootstraps: options.bootstraps ?? 12,
		rows: options.bootstrapRows ?? 2000,
		onProgress: (share) => report(0.5 + share / 2),
	});
	const { inertia, calinskiHarabasz, daviesBouldin } = clusterIndices(sample, labels);
	const sizes = clusterSizes(labels, k);
	return {
		k,
		inertia,
		silhouette: mean,
		nullSilhouette: nulls.mean,
		marginSpread: marginSpread(nulls),
		gap: nullInertia - Math.log(inertia / sample.rows),
		calinskiHarabasz,
		daviesBouldin,
		stability: weightedMean(stabilityByCluster, sizes),
		stabilityByCluster,
		smallestShare: Math.min(...sizes) / sample.rows,
	};
}

function divideCloud(
	cloud: Matrix,
	divide: Divide,
	options: DivideOptions,
): { readonly silhouette: number; readonly logInertia: number } {
	const { labels, clusters } = divide(cloud, options);
	const rows = Int32Array.from({ length: cloud.rows }, (_, row) => row);
	const { mean } = measureSilhouette(cloud, labels, { rows, clusters });
	const inertia = partitionInertia(cloud, labels, clusterMeans(cloud, labels, clusterSizes(labels, clusters)));
	return { silhouette: mean, logInertia: Math.log(inertia / cloud.rows) };
}

/** Of one more draw minus the mean of n draws, from the spread of the n. */
function marginSpread({ count, standardDeviation }: Summary): number {
	const ofOne = standardDeviation * Math.sqrt(count / (count - 1));
	return ofOne * Math.sqrt(1 + 1 / count);
}
