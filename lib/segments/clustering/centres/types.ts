import type { Matrix } from '../../../math/matrix';

export interface KmeansOptions {
	/** Number of clusters, 1 … rows. */
	readonly k: number;
	/** Same seed, same clusters, on every machine. */
	readonly seed: number | string;
	/** Independent k-means++ starts, of which the tightest wins; 20 by default. */
	readonly restarts?: number;
	/** Steps of one start at most; 100 by default. */
	readonly iterationsMax?: number;
	/**
	 * A start ends when the centres move less than this share of the mean variance of the columns (squared,
	 * as in scikit-learn), or when no row changes cluster; 1e-4 by default, 0 for the exact local optimum.
	 */
	readonly tolerance?: number;
	/** Rows the starts are tried on; the best is then refined on all rows. A quarter, from 5,000 to 20,000, by default. */
	readonly startRows?: number;
	/**
	 * With 'cosine' centres are directions: each mean is scaled to length 1 (spherical k-means, Dhillon & Modha 2001).
	 * The rows must have length 1. 'euclidean' by default.
	 */
	readonly metric?: 'euclidean' | 'cosine';
	/** Names of the columns, for messages. */
	readonly columnNames?: readonly string[];
}

export interface KmeansFit {
	/** Clusters × columns, the largest cluster first. Fewer than k when there are fewer different rows. */
	readonly centres: Matrix;
	/** The nearest centre of each row. */
	readonly labels: Int32Array;
	readonly sizes: readonly number[];
	/** Sum of the squared distances to the nearest centre. */
	readonly inertia: number;
	/** Steps of the last refinement. */
	readonly iterations: number;
	readonly converged: boolean;
}
