import { invariant } from '../core/invariant';
import type { Matrix } from './matrix';

/** Directions of largest variance, the largest first. */
export interface PrincipalComponents {
	/** Mean of each column. */
	readonly mean: Float64Array;
	/** Unit vectors; the largest coordinate of each is positive, so that signs do not depend on rounding. */
	readonly directions: readonly Float64Array[];
	/** Population variance along each direction. */
	readonly variances: readonly number[];
}

/** Eigenvectors of the covariance matrix (Pearson 1901), by Jacobi rotations. For up to a few hundred columns. */
export function principalComponents(matrix: Matrix): PrincipalComponents {
	invariant(matrix.rows > 0 && matrix.columns > 0, 'principal components need rows and columns');
	const mean = columnMeans(matrix);
	const { values, vectors } = eigenOfSymmetric(covariance(matrix, mean));
	const order = values.map((_, at) => at).sort((left, right) => values[right] - values[left]);
	return {
		mean,
		directions: order.map((at) => withPositivePeak(vectors.map((row) => row[at]))),
		variances: order.map((at) => Math.max(0, values[at])),
	};
}

/** Coordinates of a row along the first `count` directions. */
export function projectRow(
	{ mean, directions }: PrincipalComponents,
	row: ArrayLike<number>,
	count = directions.length,
): number[] {
	return directions.slice(0, count).map((direction) => {
		let sum = 0;
		for (let column = 0; column < row.length; column += 1) {
			sum += (row[column] - mean[column]) * direction[column];
		}
		return sum;
	});
}

function columnMeans({ rows, columns, values }: Matrix): Float64Array {
	const mean = new Float64Array(columns);
	for (let index = 0, column = 0; index < values.length; index += 1) {
		mean[column] += values[index];
		column = column + 1 === columns ? 0 : column + 1;
	}
	return mean.map((sum) => sum / rows);
}

function covariance({ rows, columns, values }: Matrix, mean: Float64Array): number[][] {
	const sums = new Float64Array(columns * columns);
	const centred = new Float64Array(columns);
	for (let row = 0; row < rows; row += 1) {
		const offset = row * columns;
		for (let column = 0; column < columns; column += 1) centred[column] = values[offset + column] - mean[column];
		for (let left = 0; left < columns; left += 1) {
			const value = centred[left];
			const line = left * columns;
			for (let right = left; right < columns; right += 1) sums[line + right] += value * centred[right];
		}
	}
	return Array.from({ length: columns }, (_, left) =>
		Array.from({ length: columns }, (__, right) => sums[Math.min(left, right) * columns + Math.max(left, right)] / rows),
	);
}

const SWEEPS_MAX = 60;

/**
 * Cyclic Jacobi method (Golub & Van Loan, Matrix Computations, 8.5): values[i] belongs to column i of vectors.
 * Converges for every symmetric matrix; the bound only guards against a defect.
 */
function eigenOfSymmetric(symmetric: number[][]): { values: number[]; vectors: number[][] } {
	const size = symmetric.length;
	const vectors = symmetric.map((_, row) => symmetric.map((__, column) => (row === column ? 1 : 0)));
	const trace = symmetric.reduce((sum, line, at) => sum + Math.abs(line[at]), 0);
	for (let sweep = 0; sweep < SWEEPS_MAX && offDiagonal(symmetric) > 1e-14 * trace; sweep += 1) {
		for (let left = 0; left < size; left += 1) {
			for (let right = left + 1; right < size; right += 1) rotate(symmetric, vectors, [left, right]);
		}
	}
	return { values: symmetric.map((line, at) => line[at]), vectors };
}

function offDiagonal(symmetric: readonly (readonly number[])[]): number {
	let largest = 0;
	symmetric.forEach((line, left) =>
		line.forEach((value, right) => {
			if (left !== right) largest = Math.max(largest, Math.abs(value));
		}),
	);
	return largest;
}

/** Turns two axes so that their covariance becomes 0. */
function rotate(symmetric: number[][], vectors: number[][], [left, right]: [number, number]): void {
	const shared = symmetric[left][right];
	if (shared === 0) return;
	const slope = (symmetric[right][right] - symmetric[left][left]) / (2 * shared);
	const tangent = (slope >= 0 ? 1 : -1) / (Math.abs(slope) + Math.hypot(1, slope));
	const cosine = 1 / Math.hypot(1, tangent);
	const sine = tangent * cosine;
	for (const line of symmetric) turn(line, [left, right], { cosine, sine });
	const [first, second] = [symmetric[left], symmetric[right]];
	for (let column = 0; column < first.length; column += 1) {
		const value = first[column];
		first[column] = cosine * value - sine * second[column];
		second[column] = sine * value + cosine * second[column];
	}
	for (const line of vectors) turn(line, [left, right], { cosine, sine });
}

function turn(
	line: number[],
	[left, right]: readonly [number, number],
	{ cosine, sine }: { readonly cosine: number; readonly sine: number },
): void {
	const value = line[left];
	line[left] = cosine * value - sine * line[right];
	line[right] = sine * value + cosine * line[right];
}

function withPositivePeak(direction: number[]): Float64Array {
	const peak = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
	return Float64Array.from(direction, (value) => (peak < 0 ? -value : value));
}
