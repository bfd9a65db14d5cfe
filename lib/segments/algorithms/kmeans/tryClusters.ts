import type { TaskControl } from '../../../compute/types';
import { seededRandom } from '../../../core/random';
import { clusterIndices } from '../../../math/clusterIndices';
import type { Matrix } from '../../../math/matrix';
import { sampleRows, takeRows } from '../../../math/rows';
import { shareMatrix } from '../../../math/sharedMatrix';
import { summarize, type Summary } from '../../../math/summary';
import { bootstrapStability } from './bootstrapStability';
import { checkMatrix } from './checkInput';
import { fitKmeans } from './fitKmeans';
import { measureSilhouette } from './measureSilhouette';
import { nullReference } from './nullReference';
import type { ChooseOptions, ClusterTrial } from './types';

/** What all tries share, drawn once and in shared memory. */
export interface ChoiceData {
	readonly sample: Matrix;
	/** Rows of the sample the silhouette is measured on. */
	readonly silhouetteRows: Int32Array;
	/** Clouds without groups. */
	readonly nulls: readonly Matrix[];
}

/** Rows of a null cloud; few rows make a noisy silhouette, so that small data needs more clouds. */
const NULL_ROWS = 2500;
const NULL_CLOUDS = { least: 2, most: 10, rowsTogether: 5000 };
/** Starts where the best fit of a cloud or of a bootstrap sample is not needed. */
const RESTARTS_FEW = 3;

/** Checks the matrix and draws what the tries share. Throws InvalidInput or NotEnoughData. */
export function drawChoiceData(matrix: Matrix, options: ChooseOptions): ChoiceData {
	checkMatrix(matrix, options.columnNames);
	const random = seededRandom(options.seed).fork('choice');
	const rows = sampleRows(matrix.rows, options.sampleRows ?? 10_000, random.fork('rows'));
	const sample = shareMatrix(takeRows(matrix, rows));
	const silhouetteRows = sampleRows(sample.rows, options.silhouetteRows ?? 4000, random.fork('silhouette'));
	const nullRows = Math.min(sample.rows, NULL_ROWS);
	const { least, most, rowsTogether } = NULL_CLOUDS;
	const clouds = Math.min(Math.max(Math.round(rowsTogether / nullRows), least), most);
	const draw = nullReference(sample);
	const nulls = Array.from({ length: clouds }, (_, at) => draw(nullRows, random.fork(`null ${at}`)));
	return { sample, silhouetteRows, nulls };
}

/**
 * Clusters the sample into k and measures the result; undefined when the sample has fewer than k different
 * rows, or k + 1 rows.
 */
export function tryClusters(
	data: ChoiceData,
	options: ChooseOptions & { readonly k: number },
	control?: TaskControl,
): ClusterTrial | undefined {
	const { k, seed, restarts = 5 } = options;
	const { sample, silhouetteRows } = data;
	if (k >= sample.rows) return undefined;
	const report = (share: number): void => control?.progress(share, `${k} segments`);
	const fit = fitKmeans(sample, { k, seed, restarts, startRows: sample.rows });
	if (fit.centres.rows < k) return undefined;
	report(0.2);
	const { mean } = measureSilhouette(sample, fit.labels, { rows: silhouetteRows, clusters: k });
	report(0.3);
	const clouds = data.nulls.map((cloud) => clusterCloud(cloud, { k, seed, restarts: RESTARTS_FEW }));
	const nulls = summarize(clouds.map((cloud) => cloud.silhouette));
	const nullInertia = summarize(clouds.map((cloud) => Math.log(cloud.inertiaPerRow))).mean;
	report(0.5);
	const stabilityByCluster = bootstrapStability(sample, fit.labels, {
		k,
		seed,
		restarts: RESTARTS_FEW,
		bootstraps: options.bootstraps ?? 20,
		rows: options.bootstrapRows ?? 2000,
		onProgress: (share) => report(0.5 + share / 2),
	});
	const { calinskiHarabasz, daviesBouldin } = clusterIndices(sample, fit.labels);
	return {
		k,
		inertia: fit.inertia,
		silhouette: mean,
		nullSilhouette: nulls.mean,
		marginSpread: marginSpread(nulls),
		gap: nullInertia - Math.log(fit.inertia / sample.rows),
		calinskiHarabasz,
		daviesBouldin,
		stability: weightedMean(stabilityByCluster, fit.sizes),
		stabilityByCluster,
		smallestShare: Math.min(...fit.sizes) / sample.rows,
	};
}

function clusterCloud(
	cloud: Matrix,
	options: { readonly k: number; readonly seed: number | string; readonly restarts: number },
): { readonly silhouette: number; readonly inertiaPerRow: number } {
	const { labels, inertia } = fitKmeans(cloud, options);
	const rows = Int32Array.from({ length: cloud.rows }, (_, row) => row);
	const { mean } = measureSilhouette(cloud, labels, { rows, clusters: options.k });
	return { silhouette: mean, inertiaPerRow: inertia / cloud.rows };
}

/** Of one more draw minus the mean of n draws, from the spread of the n. */
function marginSpread({ count, standardDeviation }: Summary): number {
	const ofOne = standardDeviation * Math.sqrt(count / (count - 1));
	return ofOne * Math.sqrt(1 + 1 / count);
}

export function weightedMean(values: readonly number[], weights: readonly number[]): number {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return values.reduce((sum, value, at) => sum + value * weights[at], 0) / total;
}
