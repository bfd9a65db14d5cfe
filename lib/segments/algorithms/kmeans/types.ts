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
	/** Rows the starts are tried on; the best is then refined on all rows. 20,000 by default. */
	readonly startRows?: number;
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

export interface ChooseOptions {
	/** Numbers of clusters to try; 3 to 10 by default. */
	readonly low?: number;
	readonly high?: number;
	readonly seed: number | string;
	/** Customers a segment should have to be of use, such as the floor of publishing; 1 by default. */
	readonly sizeMin?: number;
	/** Number of clusters in use; kept while no other is clearly better. */
	readonly present?: number;
	/** k-means++ starts of each try; 5 by default, at least 3: with one start the wrong number wins. */
	readonly restarts?: number;
	/** Rows the tries are made on; 10,000 by default. */
	readonly sampleRows?: number;
	/** Of these, rows the silhouette is measured on (quadratic); 4,000 by default. */
	readonly silhouetteRows?: number;
	/** Bootstrap samples and their rows for the stability; 20 of 2,000 by default. */
	readonly bootstraps?: number;
	readonly bootstrapRows?: number;
	/** Names of the columns, for messages. */
	readonly columnNames?: readonly string[];
}

/** One number of clusters that was tried, measured on the sample. */
export interface ClusterTrial {
	readonly k: number;
	readonly inertia: number;
	/** Mean silhouette, −1 … 1. */
	readonly silhouette: number;
	/** What k-means reaches on one cloud without groups: Gaussian, with the same means and covariances. */
	readonly nullSilhouette: number;
	/** Standard deviation that silhouette − nullSilhouette has by chance, where there are no groups. */
	readonly marginSpread: number;
	/** Gap statistic: how much lower the logarithm of the inertia is than that of the cloud without groups. */
	readonly gap: number;
	readonly calinskiHarabasz: number;
	readonly daviesBouldin: number;
	/** Mean Jaccard overlap with itself over bootstrap samples, weighted by size, 0 … 1 (Hennig 2007). */
	readonly stability: number;
	readonly stabilityByCluster: readonly number[];
	readonly smallestShare: number;
}

export interface ClusterChoice {
	readonly k: number;
	/** Whether the data has that many groups: none means that any number is a matter of convenience. */
	readonly support: 'clear' | 'weak' | 'none';
	/** For people who never heard of a silhouette. */
	readonly reason: string;
	/** Where the curve of inertia bends (Kneedle); null when it does not. */
	readonly elbow: number | null;
	readonly trials: readonly ClusterTrial[];
}

/** How good a partition of all rows is. */
export interface FitQuality {
	/** On a sample; null for a cluster that has no row in it, or when there is one cluster only. */
	readonly silhouette: number | null;
	readonly silhouetteByCluster: readonly (number | null)[];
	/** null when there is one cluster only. */
	readonly calinskiHarabasz: number | null;
	readonly daviesBouldin: number | null;
	/** Mean Jaccard overlap with itself over bootstrap samples (Hennig 2007). */
	readonly stability: number;
	readonly stabilityByCluster: readonly number[];
}
