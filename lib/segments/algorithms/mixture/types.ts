import type { ClusterTrial } from '../../clustering/types';

/**
 * What the groups may look like: each with a shape of its own (full), all with one shape (tied), stretched along the
 * features only (diagonal), or round (spherical).
 */
export type Covariance = 'full' | 'tied' | 'diagonal' | 'spherical';

export const covariances: readonly Covariance[] = ['full', 'tied', 'diagonal', 'spherical'];

export interface MixtureOptions {
	/** Number of components, 1 … rows. */
	readonly k: number;
	readonly covariance: Covariance;
	readonly seed: number | string;
	/** Independent k-means++ starts, of which the likeliest wins; 10 by default. */
	readonly restarts?: number;
	/** Steps of one start at most; 200 by default. */
	readonly iterationsMax?: number;
	/** A start ends when the mean log-likelihood of a row rises by less; 1e-6 by default. */
	readonly tolerance?: number;
	/** Added to each variance, so that no component collapses on one point; 1e-6 by default. */
	readonly varianceMin?: number;
	/** Rows the starts are tried on; the best is then continued on all rows. 5,000 by default. */
	readonly startRows?: number;
	/** Names of the columns, for messages. */
	readonly columnNames?: readonly string[];
}

/** Gaussian components in double precision. */
export interface Mixture {
	readonly covariance: Covariance;
	readonly columns: number;
	/** Sum to 1. */
	readonly weights: Float64Array;
	readonly means: readonly Float64Array[];
	/** Upper factors U of the precisions: U · Uᵀ = Σ⁻¹; factors[k][row][column], 0 below the diagonal. */
	readonly factors: readonly (readonly Float64Array[])[];
}

export interface MixtureFit {
	/** The component with most rows first. Fewer than k when some are nobody's likeliest. */
	readonly mixture: Mixture;
	/** The likeliest component of each row. */
	readonly labels: Int32Array;
	readonly sizes: readonly number[];
	/** Probability of that component. */
	readonly probabilities: Float32Array;
	/** Of all rows under all k components. */
	readonly logLikelihood: number;
	/** −2 · log-likelihood + parameters · ln rows (Schwarz 1978); lower is better. */
	readonly bic: number;
	/** BIC + 2 · entropy of the shares (Biernacki, Celeux & Govaert 2000); lower is better, and wants groups apart. */
	readonly icl: number;
	readonly iterations: number;
	readonly converged: boolean;
}

/** One number of components that was tried, in its best shape, on a sample. */
export interface MixtureTrial {
	readonly k: number;
	readonly covariance: Covariance;
	readonly bic: number;
	readonly icl: number;
	readonly smallestShare: number;
	readonly inertia: number;
	/** Absent for a single group, or where a row is all there is of a group. */
	readonly measures?: ClusterTrial;
}
