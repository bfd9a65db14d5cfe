import { invariant } from '../core/invariant';

/**
 * Numbers of `rows` customers by `columns` features, row-major: value (r, c) is values[r * columns + c].
 * Single precision, because distances over a few dozen scaled features need no more and memory halves.
 */
export interface Matrix {
	readonly rows: number;
	readonly columns: number;
	readonly values: Float32Array;
}

export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
	const columns = rows[0]?.length ?? 0;
	const values = new Float32Array(rows.length * columns);
	rows.forEach((row, index) => {
		invariant(row.length === columns, `row ${index} has ${row.length} values, expected ${columns}`);
		values.set(row, index * columns);
	});
	return { rows: rows.length, columns, values };
}
