import { openKmeansKernel } from '../../../compute/kernels/kmeans';
import type { KmeansKernel } from '../../../compute/kernels/kmeansKernel';
import type { TaskControl } from '../../../compute/types';
import { seededRandom, type Random } from '../../../core/random';
import { partitionInertia } from '../../../math/clusterIndices';
import type { Matrix } from '../../../math/matrix';
import { rowOf, sampleRows, takeRows } from '../../../math/rows';
import { seedCentres } from '../../clustering/centres/seedCentres';
import type { KmeansFit } from '../../clustering/centres/types';
import { checkAtLeastOne, checkClusters, checkMatrix } from '../../clustering/checkInput';
import { orderBySize } from '../../clustering/orderBySize';

export interface MiniBatchOptions {
	/** Number of clusters, 1 … rows. */
	readonly k: number;
	readonly seed: number | string;
	/** k-means++ starts on a sample, of which the tightest is continued; 3 by default. */
	readonly restarts?: number;
	/** Rows of one batch; 2,048 by default. */
	readonly batchRows?: number;
	/** Batches at most; 200 by default. */
	readonly batchesMax?: number;
	/** Batches without a better smoothed inertia after which it ends; 10 by default. */
	readonly patience?: number;
	/** Names of the columns, for messages. */
	readonly columnNames?: readonly string[];
}

const defaults = { restarts: 3, batchRows: 2048, batchesMax: 200, patience: 10 };
/** Rows a start is drawn from and judged by. */
const START_ROWS = 6144;

type Settings = MiniBatchOptions & typeof defaults;

/**
 * Mini-batch k-means (Sculley 2010): batches of rows pull the centres ever more gently, and all rows are looked at once, at
 * the end. Beside the matrix it takes 8 bytes a row. Throws InvalidInput or NotEnoughData.
 */
export function fitMiniBatch(matrix: Matrix, options: MiniBatchOptions, control?: TaskControl): KmeansFit {
	const settings = { ...defaults, ...options };
	checkMatrix(matrix, options.columnNames);
	checkClusters(settings.k, matrix.rows);
	checkAtLeastOne('The number of restarts', settings.restarts);
	checkAtLeastOne('The rows of a batch', settings.batchRows);
	checkAtLeastOne('The highest number of batches', settings.batchesMax);
	const kernel = openKmeansKernel();
	const random = seededRandom(settings.seed).fork('mini-batch');
	const start = bestStart(kernel, matrix, { ...settings, random });
	const { centres, batches, converged } = pull(kernel, matrix, { ...settings, start, random, control });
	const nearest = { labels: new Int32Array(matrix.rows), distances: new Float32Array(matrix.rows) };
	kernel.nearestCentres(matrix, centres, nearest);
	const { labels, sizes, centres: ordered } = orderBySize(centres, nearest.labels);
	const inertia = partitionInertia(matrix, labels, sizes.map((_, cluster) => rowOf(ordered, cluster)));
	return { centres: ordered, labels, sizes, inertia, iterations: batches, converged };
}

/** The start that leaves least to pay on a sample; all rows when a sample has fewer different ones than k. */
function bestStart(kernel: KmeansKernel, matrix: Matrix, { k, restarts, random }: Settings & { random: Random }): Matrix {
	const sample = takeRows(matrix, sampleRows(matrix.rows, Math.max(START_ROWS, 3 * k), random.fork('sample')));
	const starts = Array.from({ length: restarts }, (_, at) => {
		const centres = seedCentres(kernel, sample, { k, random: random.fork(`start ${at}`) });
		const nearest = { labels: new Int32Array(sample.rows), distances: new Float32Array(sample.rows) };
		return { centres, inertia: kernel.nearestCentres(sample, centres, nearest) };
	});
	const best = starts.reduce((least, start) => (start.inertia < least.inertia ? start : least));
	if (best.centres.rows === k || sample.rows === matrix.rows) return best.centres;
	return seedCentres(kernel, matrix, { k, random: random.fork('all rows') });
}

interface Pull extends Settings {
	readonly start: Matrix;
	readonly random: Random;
	readonly control?: TaskControl;
}

function pull(kernel: KmeansKernel, matrix: Matrix, run: Pull) {
	const { start, random, batchRows, batchesMax, patience, control } = run;
	const centres = { ...start, values: Float32Array.from(start.values) };
	const seen = new Float64Array(centres.rows);
	const size = Math.min(batchRows, matrix.rows);
	const state = {
		labels: new Int32Array(size),
		distances: new Float32Array(size),
		sums: new Float64Array(centres.values.length),
		counts: new Int32Array(centres.rows),
	};
	const draws = random.fork('batches');
	let [smoothed, least, waited] = [NaN, Infinity, 0];
	for (let batch = 1; batch <= batchesMax; batch += 1) {
		const rows = takeRows(matrix, Int32Array.from({ length: size }, () => draws.integer(matrix.rows)));
		const inertia = kernel.stepKmeans(rows, centres, state);
		moveCentres(centres, state, seen);
		smoothed = Number.isNaN(smoothed) ? inertia : smoothed + (inertia - smoothed) * Math.min(1, (2 * size) / (matrix.rows + 1));
		waited = smoothed < least ? 0 : waited + 1;
		least = Math.min(least, smoothed);
		control?.progress((0.9 * batch) / batchesMax, `batch ${batch}`);
		if (waited >= patience) return { centres, batches: batch, converged: true };
	}
	return { centres, batches: batchesMax, converged: false };
}

/** Each centre becomes the mean of all rows that pulled it so far. */
function moveCentres(
	{ columns, values }: Matrix,
	{ sums, counts }: { readonly sums: Float64Array; readonly counts: Int32Array },
	seen: Float64Array,
): void {
	counts.forEach((count, cluster) => {
		if (count === 0) return;
		seen[cluster] += count;
		for (let at = cluster * columns; at < (cluster + 1) * columns; at += 1) {
			values[at] += (sums[at] - count * values[at]) / seen[cluster];
		}
	});
}
