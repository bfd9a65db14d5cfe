import type { Matrix } from '../../math/matrix';

/**
 * Rows a kernel works on at a time. Part of the result: sums are made block by block and added in the
 * order of the blocks, whatever the number of threads, so that the last bit is the same everywhere.
 */
export const BLOCK_ROWS = 1024;

/** Calls `visit` with the first row and the number of rows of each block, in order. */
export function eachBlock(rows: number, visit: (first: number, count: number) => void): void {
	for (let first = 0; first < rows; first += BLOCK_ROWS) {
		visit(first, Math.min(BLOCK_ROWS, rows - first));
	}
}

/** The values of rows first … first + count − 1; a view, not a copy. */
export function blockOf(matrix: Matrix, first: number, count: number): Float32Array {
	return matrix.values.subarray(first * matrix.columns, (first + count) * matrix.columns);
}
