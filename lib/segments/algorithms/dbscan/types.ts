export interface DenseOptions {
	/** How far a neighbour may be ("eps"), itself included. */
	readonly radius: number;
	/** Rows within the radius, itself included, that make a row part of the core ("minPts"). */
	readonly pointsMin: number;
}

export interface DenseClusters {
	/** The cluster of each row, the largest first; −1 for none. */
	readonly labels: Int32Array;
	readonly sizes: readonly number[];
	/** 1 for a row of the core. */
	readonly isCore: Uint8Array;
}
