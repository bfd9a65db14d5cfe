import type { Matrix } from './matrix';

/** A matrix of zeros that worker threads read and write without copying it. */
export function sharedMatrix(rows: number, columns: number): Matrix {
	const bytes = rows * columns * Float32Array.BYTES_PER_ELEMENT;
	return { rows, columns, values: new Float32Array(new SharedArrayBuffer(bytes)) };
}

/** The same numbers in shared memory; the matrix itself when it is shared already. */
export function shareMatrix(matrix: Matrix): Matrix {
	if (matrix.values.buffer instanceof SharedArrayBuffer) return matrix;
	const shared = sharedMatrix(matrix.rows, matrix.columns);
	shared.values.set(matrix.values);
	return shared;
}
