import { openKmeansKernel } from '../../../compute/kernels/kmeans';
import type { KmeansKernel } from '../../../compute/kernels/kmeansKernel';
import type { TaskControl } from '../../../compute/types';
import { seededRandom, type Random } from '../../../core/random';
import { partitionInertia } from '../../../math/clusterIndices';
import type { Matrix } from '../../../math/matrix';
import { rowOf, sampleRows, takeRows } from '../../../math/rows';
import { checkAtLeastOne, checkClusters, checkMatrix } from '../checkInput';
import { orderBySize } from '../orderBySize';
import { refineCentres, type Refinement, type RefineOptions } from './refineCentres';
import { seedCentres } from './seedCentres';
import type { KmeansFit, KmeansOptions } from './types';

const defaults = { restarts: 20, iterationsMax: 100, tolerance: 1e-4, metric: 'euclidean' as const };

/**
 * K-means: the tightest of many k-means++ starts, tried on a sample when there are many rows, refined on all
 * of them. Beside the matrix it takes 12 bytes a row and 44 a row of the sample. Runs on the calling thread:
 * use `fitKmeansTask` for more than a few thousand rows. Throws InvalidInput or NotEnoughData.
 */
export function fitKmeans(matrix: Matrix, options: KmeansOptions, control?: TaskControl): KmeansFit {
	const { k, seed, restarts, iterationsMax, tolerance, metric } = { ...defaults, ...options };
	const startRows = options.startRows ?? startRowsFor(matrix.rows);
	checkMatrix(matrix, options.columnNames);
	checkClusters(k, matrix.rows);
	checkAtLeastOne('The number of restarts', restarts);
	checkAtLeastOne('The highest number of iterations', iterationsMax);
	const kernel = openKmeansKernel();
	const random = seededRandom(seed);
	const sample = startSample(matrix, Math.max(startRows, k), random.fork('sample'));
	const refine = { iterationsMax, metric, shiftMax: tolerance * meanVariance(sample) };
	const starts = { k, seed, restarts, ...refine, control };
	let found = bestStarts(kernel, sample, starts);
	// A sample may miss rows that make the kth cluster; then only all rows will do.
	if (found[0].centres.rows < k && sample !== matrix) found = bestStarts(kernel, matrix, starts);
	else if (sample !== matrix) found = [climbToAll(kernel, matrix, { ...refine, from: found, sampled: sample.rows, random })];
	control?.progress(1, `${found[0].centres.rows} clusters found`);
	return finish(matrix, found[0]);
}

/** A quarter of the rows, within bounds: enough to tell starts apart, few enough for many of them. */
function startRowsFor(rows: number): number {
	return Math.min(20_000, Math.max(5_000, Math.ceil(rows / 4)));
}

function startSample(matrix: Matrix, rows: number, random: Random): Matrix {
	return matrix.rows <= rows ? matrix : takeRows(matrix, sampleRows(matrix.rows, rows, random));
}

interface Starts extends RefineOptions {
	readonly k: number;
	readonly seed: number | string;
	readonly restarts: number;
	readonly control?: TaskControl;
}

/** Starts that are told apart on more rows; a small sample does not know the tightest of all. */
const STARTS_KEPT = 3;
/** Each larger sample has this many times the rows of the one before. */
const GROWTH = 6;

/**
 * The tightest of a few starts, refined on ever larger samples: most steps are made where a step costs little, and all
 * rows are left with the last ones.
 */
function climbToAll(
	kernel: KmeansKernel,
	matrix: Matrix,
	run: RefineOptions & { readonly from: readonly Refinement[]; readonly sampled: number; readonly random: Random },
): Refinement {
	let { from } = run;
	for (let rows = run.sampled * GROWTH; rows * 2 < matrix.rows; rows *= GROWTH) {
		const sample = takeRows(matrix, sampleRows(matrix.rows, rows, run.random.fork(`sample of ${rows}`)));
		const refined = from.map(({ centres }) => refineCentres(kernel, sample, { ...run, start: centres }));
		from = [refined.reduce((best, one) => (one.inertia < best.inertia ? one : best))];
	}
	return refineCentres(kernel, matrix, { ...run, start: from[0].centres });
}

/** The tightest starts, the best first. */
function bestStarts(kernel: KmeansKernel, points: Matrix, starts: Starts): Refinement[] {
	const random = seededRandom(starts.seed);
	let best: Refinement[] = [];
	for (let start = 1; start <= starts.restarts; start += 1) {
		const centres = seedCentres(kernel, points, { k: starts.k, random: random.fork(`start ${start}`) });
		const refined = refineCentres(kernel, points, { ...starts, start: centres });
		best = [...best, refined].sort((left, right) => left.inertia - right.inertia).slice(0, STARTS_KEPT);
		starts.control?.progress((0.9 * start) / starts.restarts, `start ${start} of ${starts.restarts}`);
	}
	return best;
}

function finish(matrix: Matrix, refined: Refinement): KmeansFit {
	const { centres, labels, sizes } = orderBySize(refined.centres, refined.labels);
	const rows = sizes.map((_, cluster) => rowOf(centres, cluster));
	const { iterations, converged } = refined;
	return { centres, labels, sizes, inertia: partitionInertia(matrix, labels, rows), iterations, converged };
}

/** Mean over the columns of their population variance. */
function meanVariance({ rows, columns, values }: Matrix): number {
	let total = 0;
	for (let column = 0; column < columns; column += 1) {
		let sum = 0;
		for (let index = column; index < values.length; index += columns) sum += values[index];
		const mean = sum / rows;
		let squares = 0;
		for (let index = column; index < values.length; index += columns) {
			squares += (values[index] - mean) ** 2;
		}
		total += squares / rows;
	}
	return total / columns;
}
