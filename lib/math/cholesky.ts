/**
 * The lower factor L of a symmetric positive definite matrix, L · Lᵀ = A (Golub & Van Loan, Matrix Computations, 4.2), or
 * undefined when the matrix is not positive definite. Reads the lower triangle.
 */
export function cholesky(symmetric: readonly ArrayLike<number>[]): Float64Array[] | undefined {
	const lower = symmetric.map(() => new Float64Array(symmetric.length));
	for (let row = 0; row < symmetric.length; row += 1) {
		for (let column = 0; column <= row; column += 1) {
			let rest = symmetric[row][column];
			for (let at = 0; at < column; at += 1) rest -= lower[row][at] * lower[column][at];
			if (column < row) lower[row][column] = rest / lower[column][column];
			else if (rest > 0) lower[row][row] = Math.sqrt(rest);
			else return undefined;
		}
	}
	return lower;
}

/** The inverse of a lower triangular matrix, itself lower triangular, by forward substitution. */
export function inverseOfLower(lower: readonly ArrayLike<number>[]): Float64Array[] {
	const inverse = lower.map(() => new Float64Array(lower.length));
	for (let column = 0; column < lower.length; column += 1) {
		inverse[column][column] = 1 / lower[column][column];
		for (let row = column + 1; row < lower.length; row += 1) {
			let sum = 0;
			for (let at = column; at < row; at += 1) sum += lower[row][at] * inverse[at][column];
			inverse[row][column] = -sum / lower[row][row];
		}
	}
	return inverse;
}
