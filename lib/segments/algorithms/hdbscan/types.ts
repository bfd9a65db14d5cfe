export interface HdbscanOptions {
	/** Customers a cluster has at least ("min cluster size"); at least 2. */
	readonly sizeMin: number;
	/** Other rows near a row that make it dense ("min samples"); 10 by default. */
	readonly neighbours?: number;
	readonly progress?: (share: number, sentence: string) => void;
}

export interface HdbscanClusters {
	/** The cluster of each row, the largest first; −1 for none. */
	readonly labels: Int32Array;
	readonly sizes: readonly number[];
	/** How surely a row belongs to its cluster, 0 … 1; 0 for none. */
	readonly membership: Float32Array;
	/** Excess of mass of each cluster: how long, and with how many rows, it holds together. */
	readonly masses: readonly number[];
	/** Distance of each row to its `neighbours`-th nearest other row. */
	readonly coreDistances: Float32Array;
}

/** Merges of rows and groups, near ones first; group rows + m is what merge m made. */
export interface MergeTree {
	readonly rows: number;
	readonly left: Int32Array;
	readonly right: Int32Array;
	readonly distances: Float64Array;
	/** Rows in what each merge made. */
	readonly sizes: Int32Array;
}

/**
 * The merges read from the top, without those that only shed fewer rows than a cluster has. Density is 1 / distance.
 * Cluster 0 is everything; a cluster is numbered after the one it split from.
 */
export interface CondensedTree {
	/** The cluster each cluster split from; −1 for the first. */
	readonly parents: Int32Array;
	/** Density at which each cluster came to be. */
	readonly births: Float64Array;
	readonly sizes: Int32Array;
	/** The smallest cluster each row was in, and the density at which it left that. */
	readonly lastCluster: Int32Array;
	readonly leftAt: Float64Array;
}
