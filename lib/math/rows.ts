import type { Random } from '../core/random';
import type { Matrix } from './matrix';

/** Values of one row; a view, not a copy. */
export function rowOf({ values, columns }: Matrix, row: number): Float32Array {
	return values.subarray(row * columns, (row + 1) * columns);
}

/** All rows as lists of numbers: what a matrix is as JSON. */
export function rowsOf(matrix: Matrix): number[][] {
	return Array.from({ length: matrix.rows }, (_, row) => [...rowOf(matrix, row)]);
}

/** The given rows in the given order; a copy. */
export function takeRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
	const values = new Float32Array(rows.length * matrix.columns);
	for (let index = 0; index < rows.length; index += 1) {
		values.set(rowOf(matrix, rows[index]), index * matrix.columns);
	}
	return { rows: rows.length, columns: matrix.columns, values };
}

/**
 * `count` different row numbers out of `rows`, upwards, every set equally likely (Knuth, The Art of
 * Computer Programming 2, algorithm S). All rows when there are not more than `count`.
 */
export function sampleRows(rows: number, count: number, random: Random): Int32Array {
	const chosen = new Int32Array(Math.min(rows, count));
	let taken = 0;
	for (let row = 0; taken < chosen.length; row += 1) {
		if ((rows - row) * random.next() < chosen.length - taken) chosen[taken++] = row;
	}
	return chosen;
}
