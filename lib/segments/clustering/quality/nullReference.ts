import type { Random } from '../../../core/random';
import type { Matrix } from '../../../math/matrix';
import { principalComponents } from '../../../math/principalComponents';
import { sharedMatrix } from '../../../math/sharedMatrix';

/**
 * Draws clouds without groups: Gaussian, with the means and covariances of the given rows. What k-means
 * finds in them is what correlation alone gives (in the spirit of the gap statistic, Tibshirani, Walther &
 * Hastie 2001, with a reference that keeps the shape of the data).
 */
export function nullReference(matrix: Matrix): (rows: number, random: Random) => Matrix {
	const { mean, directions, variances } = principalComponents(matrix);
	const spreads = variances.map(Math.sqrt);
	return (rows, random) => {
		const drawn = sharedMatrix(rows, matrix.columns);
		const point = new Float64Array(matrix.columns);
		for (let row = 0; row < rows; row += 1) {
			point.set(mean);
			directions.forEach((direction, at) => {
				const along = random.normal() * spreads[at];
				for (let column = 0; column < point.length; column += 1) point[column] += along * direction[column];
			});
			drawn.values.set(point, row * matrix.columns);
		}
		return drawn;
	};
}
