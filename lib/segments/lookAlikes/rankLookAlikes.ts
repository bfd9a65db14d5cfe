import type { Task, TaskControl } from '../../compute/types';

export interface LookAlikeInput {
	/** One column a coordinate of all customers; NaN counts as zero. */
	readonly columns: readonly Float64Array[];
	/** Rows of all seeds, which are not found themselves. */
	readonly seeds: readonly number[];
	/** Rows of those that customers are compared with. */
	readonly compared: readonly number[];
	/** How many of the nearest seeds a likeness is the mean of. */
	readonly nearest: number;
}

export interface RankedLookAlikes {
	/** Rows of the customers that are no seed and have a vector, most alike first; equal ones in the order of rows. */
	readonly rows: Uint32Array;
	/** In [−1, 1], beside the rows. */
	readonly similarities: Float32Array;
}

/** Runs in a worker thread; `rankLookAlikes` is the same function without one. */
export const rankLookAlikesTask: Task<LookAlikeInput, RankedLookAlikes> = {
	file: 'segments/lookAlikes/rankLookAlikes',
	name: 'rankLookAlikes',
};

const LENGTH_MIN = 1e-9;
const ROWS_BETWEEN_REPORTS = 10_000;

/**
 * How alike every customer is to the seeds: the mean cosine with the nearest of them, so that seeds of several kinds each find
 * their own. Exact: every customer is compared with each of `compared`. Pure.
 */
export function rankLookAlikes({ columns, seeds, compared, nearest }: LookAlikeInput, control?: TaskControl): RankedLookAlikes {
	const width = columns.length;
	const vectors = toUnitRows(columns);
	const candidates = candidatesOf(vectors, width, seeds);
	const targets = Float32Array.from(compared.flatMap((row) => [...vectors.subarray(row * width, (row + 1) * width)]));
	const best = new Float32Array(Math.min(nearest, compared.length));
	const similarities = new Float32Array(columns[0]?.length ?? 0);
	candidates.forEach((row, at) => {
		if (at % ROWS_BETWEEN_REPORTS === 0) control?.progress(at / candidates.length, `${at} of ${candidates.length} customers compared`);
		similarities[row] = meanOfBest({ vectors, row, width, targets }, best);
	});
	const ordered = candidates.sort((left, right) => similarities[right] - similarities[left] || left - right);
	return { rows: ordered, similarities: Float32Array.from(ordered, (row) => similarities[row]) };
}

/** Rows that are no seed and have a vector. */
function candidatesOf(vectors: Float32Array, width: number, seeds: readonly number[]): Uint32Array {
	const isSeed = new Set(seeds);
	const rows = Array.from({ length: width === 0 ? 0 : vectors.length / width }, (_, row) => row);
	return Uint32Array.from(rows.filter((row) => !isSeed.has(row) && !isZero(vectors, row, width)));
}

interface Comparison {
	readonly vectors: Float32Array;
	readonly row: number;
	readonly width: number;
	readonly targets: Float32Array;
}

/** `best` is kept in order, the largest first: it is short. */
function meanOfBest({ vectors, row, width, targets }: Comparison, best: Float32Array): number {
	best.fill(-2);
	const start = row * width;
	for (let target = 0; target < targets.length; target += width) {
		let sum = 0;
		for (let at = 0; at < width; at += 1) sum += vectors[start + at] * targets[target + at];
		if (sum > best[best.length - 1]) insert(best, sum);
	}
	return best.reduce((total, value) => total + value, 0) / best.length;
}

function insert(best: Float32Array, value: number): void {
	let at = best.length - 1;
	for (; at > 0 && best[at - 1] < value; at -= 1) best[at] = best[at - 1];
	best[at] = value;
}

/** Row by row, each of length 1; a customer without a vector stays zero. */
function toUnitRows(columns: readonly Float64Array[]): Float32Array {
	const rows = columns[0]?.length ?? 0;
	const width = columns.length;
	const squares = new Float64Array(rows);
	for (const column of columns) column.forEach((value, row) => (squares[row] += Number.isNaN(value) ? 0 : value * value));
	const unit = new Float32Array(rows * width);
	columns.forEach((column, at) => {
		column.forEach((value, row) => {
			const length = Math.sqrt(squares[row]);
			unit[row * width + at] = length < LENGTH_MIN || Number.isNaN(value) ? 0 : value / length;
		});
	});
	return unit;
}

function isZero(vectors: Float32Array, row: number, width: number): boolean {
	for (let at = row * width; at < (row + 1) * width; at += 1) if (vectors[at] !== 0) return false;
	return true;
}
