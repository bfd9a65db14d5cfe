import type { Matrix } from '../../math/matrix';

/** Where a pass over the rows leaves, for each row, its nearest centre and the squared distance to it. */
export interface Nearest {
	readonly labels: Int32Array;
	readonly distances: Float32Array;
}

/** Sums of the rows of each centre (centres × columns) and how many they are. */
export interface CentreSums {
	readonly sums: Float64Array;
	readonly counts: Int32Array;
}

/**
 * The inner loops of k-means. `kmeans.ts` runs them as WebAssembly SIMD, `kmeans.twin.ts` as plain
 * TypeScript; both give the same bits. Distances are squared, in single precision, summed column by
 * column; totals are in double precision. Values must be finite.
 */
export interface KmeansKernel {
	/** Fills `nearest` (a row each; ties go to the lower centre) and returns the inertia. */
	nearestCentres(points: Matrix, centres: Matrix, nearest: Nearest): number;
	/** The same, and sets the sums and counts of each centre: one step of Lloyd's algorithm. */
	stepKmeans(points: Matrix, centres: Matrix, into: Nearest & CentreSums): number;
	/**
	 * The inertia that would be left if one of up to four candidates became a centre.
	 * closest: squared distance of each row to the centres chosen so far (infinity when there are none).
	 * lowered: rows × 4, receives min(closest, distance to candidate). Returns a cost a candidate.
	 */
	candidateCosts(
		points: Matrix,
		candidates: Matrix,
		distances: { readonly closest: Float32Array; readonly lowered: Float32Array },
	): Float64Array;
}

/** Candidates of one `candidateCosts`, and centres that share a vector. */
export const LANES = 4;
