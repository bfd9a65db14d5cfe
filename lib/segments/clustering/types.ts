import type { Matrix } from '../../math/matrix';

/** Rows divided into clusters: 0 … clusters − 1 a row, or −1 for a row in none. */
export interface Division {
	readonly labels: Int32Array;
	/** May be fewer than asked for, when there are too few different rows. */
	readonly clusters: number;
}

export interface DivideOptions {
	readonly k: number;
	readonly seed: number | string;
	/** Starts of which the best is taken, where an algorithm has any. */
	readonly restarts: number;
}

/** One algorithm as the measures see it: they divide samples again and again. */
export type Divide = (points: Matrix, options: DivideOptions) => Division;

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
	/** Of these, rows the silhouette is measured on (quadratic); 3,000 by default. */
	readonly silhouetteRows?: number;
	/** Bootstrap samples and their rows for the stability; 12 of 2,000 by default. */
	readonly bootstraps?: number;
	readonly bootstrapRows?: number;
	/** Names of the columns, for messages. */
	readonly columnNames?: readonly string[];
}

/** What all tries share, drawn once and in shared memory. */
export interface ChoiceData {
	readonly sample: Matrix;
	/** Rows of the sample the silhouette is measured on. */
	readonly silhouetteRows: Int32Array;
	/** Clouds without groups. */
	readonly nulls: readonly Matrix[];
}

/** One number of clusters that was tried, measured on the sample. */
export interface ClusterTrial {
	readonly k: number;
	readonly inertia: number;
	/** Mean silhouette, −1 … 1. */
	readonly silhouette: number;
	/** What the algorithm reaches on one cloud without groups: Gaussian, with the same means and covariances. */
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

export interface AssessOptions {
	readonly seed: number | string;
	/** Rows the silhouette is measured on (quadratic); 10,000 by default. */
	readonly silhouetteRows?: number;
	/** Bootstrap samples and their rows for the stability; 20 of 2,000 by default. */
	readonly bootstraps?: number;
	readonly bootstrapRows?: number;
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
	/**
	 * Prediction strength (Tibshirani & Walther 2005), and that of customers without groups; null with one cluster, too
	 * few rows, or clusters that are not known by their centres.
	 */
	readonly predictionStrength: { readonly found: number; readonly chance: number } | null;
}
