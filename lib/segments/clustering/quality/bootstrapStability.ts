import { seededRandom } from '../../../core/random';
import { jaccardMatrix } from '../../../math/jaccard';
import type { Matrix } from '../../../math/matrix';
import { sampleRows, takeRows } from '../../../math/rows';

export interface BootstrapOptions {
	/** Clusters of the division that is put to the test. */
	readonly clusters: number;
	/** Divides a sample in the same way; a label below 0 means that the row is in no cluster. */
	readonly divide: (sample: Matrix, seed: string) => Int32Array;
	readonly seed: number | string;
	readonly bootstraps: number;
	/** Rows of a bootstrap sample at most. */
	readonly rows: number;
	readonly onProgress?: (share: number) => void;
}

/**
 * How surely each cluster is found again: rows are drawn with replacement and divided anew, and the best
 * Jaccard overlap of each cluster with a new one is averaged (Hennig 2007, fpc's clusterboot). Rows drawn
 * more than once count once. From 0.85 highly stable, from 0.75 stable, below 0.6 not to be trusted.
 */
export function bootstrapStability(
	matrix: Matrix,
	labels: Int32Array,
	options: BootstrapOptions,
): number[] {
	const { clusters, seed, bootstraps, divide } = options;
	const random = seededRandom(seed).fork('bootstrap');
	const chosen = sampleRows(matrix.rows, options.rows, random.fork('rows'));
	const sample = takeRows(matrix, chosen);
	const totals = new Array<number>(clusters).fill(0);
	for (let draw = 1; draw <= bootstraps; draw += 1) {
		const drawn = drawAgain(sample.rows, random.fork(`draw ${draw}`).integer);
		const again = divide(takeRows(sample, drawn), `${seed}/${draw}`);
		const found = new Int32Array(sample.rows).fill(-1);
		const before = new Int32Array(sample.rows).fill(-1);
		drawn.forEach((row, at) => {
			found[row] = again[at];
			before[row] = labels[chosen[row]];
		});
		jaccardMatrix(before, found).forEach((overlaps, cluster) => {
			totals[cluster] += Math.max(0, ...overlaps);
		});
		options.onProgress?.(draw / bootstraps);
	}
	return totals.map((total) => total / bootstraps);
}

/** As many row numbers as there are rows, with replacement. */
function drawAgain(rows: number, integer: (limit: number) => number): Int32Array {
	return Int32Array.from({ length: rows }, () => integer(rows));
}
