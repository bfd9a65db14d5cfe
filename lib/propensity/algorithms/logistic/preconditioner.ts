import type { Problem } from './problem';

/** Solves approximately: Hessian · step = value. */
export type Preconditioner = (value: Float64Array) => Float64Array;

/** Rows the Hessian is estimated from: this many, or this many a column. */
const ROWS_MIN = 2_000;
const ROWS_PER_COLUMN = 8;

/**
 * The Hessian of a sample of rows, scaled to all and factorised (Cholesky): with correlated columns it brings
 * conjugate gradients to the step in a handful of passes over the data instead of hundreds; with few rows
 * it is the Hessian itself.
 */
export function openPreconditioner(problem: Problem, curvature: Float64Array): Preconditioner {
	const { rows, columns } = problem.design;
	const every = Math.max(1, Math.floor(rows / Math.max(ROWS_MIN, ROWS_PER_COLUMN * columns)));
	const size = columns + 1;
	const matrix = sampleHessian(problem, curvature, every);
	for (let at = 0; at < columns; at += 1) matrix[at * size + at] += problem.penalty;
	factorise(matrix, size);
	return (value) => solve(matrix, value);
}

/** Lower triangle of Σ curvature · x x′ over every n-th row, x ending in 1, scaled to all rows. */
function sampleHessian({ design }: Problem, curvature: Float64Array, every: number): Float64Array {
	const { rows, columns, values } = design;
	const size = columns + 1;
	const matrix = new Float64Array(size * size);
	const scale = rows / Math.ceil(rows / every);
	for (let row = 0; row < rows; row += every) {
		const start = row * columns;
		const weight = curvature[row] * scale;
		for (let left = 0; left < columns; left += 1) {
			const factor = weight * values[start + left];
			const at = left * size;
			for (let right = 0; right <= left; right += 1) matrix[at + right] += factor * values[start + right];
		}
		const last = columns * size;
		for (let right = 0; right < columns; right += 1) matrix[last + right] += weight * values[start + right];
		matrix[last + columns] += weight;
	}
	return matrix;
}

/** Cholesky in place, in the lower triangle; a direction without curvature gets a little. */
function factorise(matrix: Float64Array, size: number): void {
	for (let row = 0; row < size; row += 1) {
		const own = row * size;
		const before = matrix[own + row];
		for (let column = 0; column <= row; column += 1) {
			const other = column * size;
			let sum = matrix[own + column];
			for (let at = 0; at < column; at += 1) sum -= matrix[own + at] * matrix[other + at];
			if (column < row) matrix[own + column] = sum / matrix[other + column];
			else matrix[own + row] = Math.sqrt(Math.max(sum, 1e-10 * before, 1e-12));
		}
	}
}

function solve(lower: Float64Array, value: Float64Array): Float64Array {
	const size = value.length;
	const result = value.slice();
	for (let row = 0; row < size; row += 1) {
		let sum = result[row];
		for (let at = 0; at < row; at += 1) sum -= lower[row * size + at] * result[at];
		result[row] = sum / lower[row * size + row];
	}
	for (let row = size - 1; row >= 0; row -= 1) {
		result[row] /= lower[row * size + row];
		for (let at = 0; at < row; at += 1) result[at] -= lower[row * size + at] * result[row];
	}
	return result;
}
