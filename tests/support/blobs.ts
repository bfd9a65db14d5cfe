import { seededRandom } from '../../lib/core/random';
import type { Matrix } from '../../lib/math/matrix';

export interface Blobs {
	readonly matrix: Matrix;
	/** The blob each row came from. */
	readonly truth: Int32Array;
}

/**
 * Round Gaussian blobs of equal size with standard deviation 1; their centres are Gaussian with standard
 * deviation `apart`, so that larger is easier.
 */
export function blobs(shape: {
	readonly rows: number;
	readonly columns: number;
	readonly clusters: number;
	readonly apart: number;
	readonly seed?: number;
}): Blobs {
	const { rows, columns, clusters, apart } = shape;
	const random = seededRandom(shape.seed ?? 1);
	const centres = Float64Array.from({ length: clusters * columns }, () => random.normal() * apart);
	const truth = Int32Array.from({ length: rows }, () => random.integer(clusters));
	const values = new Float32Array(rows * columns);
	for (let index = 0; index < values.length; index += 1) {
		const row = Math.floor(index / columns);
		values[index] = centres[truth[row] * columns + (index % columns)] + random.normal();
	}
	return { matrix: { rows, columns, values }, truth };
}
