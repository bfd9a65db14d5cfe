import { openSilhouetteKernel } from '../../compute/kernels/silhouette';
import type { Task } from '../../compute/types';
import { seededRandom } from '../../core/random';
import type { Matrix } from '../../math/matrix';
import { sampleRows, takeRows } from '../../math/rows';
import { clusterCount, silhouetteOfSums } from '../../math/silhouette';

/** Rows the borders are compared on; quadratic. */
const COMPARED_ROWS = 5_000;

export interface BordersInput {
	/** Customers × coordinates of today. */
	readonly matrix: Matrix;
	/** By the borders until now; −1 for none. */
	readonly before: Int32Array;
	/** By new borders. */
	readonly after: Int32Array;
	readonly seed: number;
}

/** Mean silhouettes over the same sample of customers; null where there are no two groups. */
export interface ComparedBorders {
	readonly before: number | null;
	readonly after: number | null;
}

/** `compareBorders` in a worker thread. */
export const compareBordersTask: Task<BordersInput, ComparedBorders> = {
	file: 'segments/identity/compareBorders',
	name: 'compareBorders',
};

/** How well two divisions of the same customers keep them apart, over those who are in a group of both. */
export function compareBorders({ matrix, before, after, seed }: BordersInput): ComparedBorders {
	const sampled = sampleRows(matrix.rows, COMPARED_ROWS, seededRandom(`borders/${seed}`));
	const rows = sampled.filter((row) => before[row] >= 0 && after[row] >= 0);
	const taken = takeRows(matrix, rows);
	const separation = (labels: Int32Array): number | null => {
		const own = Int32Array.from(rows, (row) => labels[row]);
		if (new Set(own).size < 2) return null;
		const clusters = clusterCount(own);
		return silhouetteOfSums(openSilhouetteKernel().distanceSums(taken, own, clusters), own, clusters).mean;
	};
	return { before: separation(before), after: separation(after) };
}
