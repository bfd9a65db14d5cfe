import type { Matrix } from '../../math/matrix';

/** A cluster and what merging with it costs: the rise of the sum of squares, in single precision. */
export interface Cheapest {
	readonly place: number;
	readonly cost: number;
}

/** Clusters by their centres and weights, numbered from 0 without holes. */
export interface WardTable {
	/** The cluster cheapest to merge with; of equally cheap ones the lowest. At least two clusters. */
	cheapest(place: number): Cheapest;
	set(place: number, centre: ArrayLike<number>, weight: number): void;
	/** Takes the last cluster away. */
	removeLast(): void;
}

/**
 * The quadratic part of Ward's clustering: the cost a·b / (a + b) · |centres apart|² of two clusters is the same bits from
 * either side. `ward.ts` runs it as WebAssembly SIMD, `ward.twin.ts` as plain TypeScript; both give the same bits.
 */
export interface WardKernel {
	/** One table at a time: opening another ends the first. */
	open(centres: Matrix, weights: ArrayLike<number>): WardTable;
}

/** Clusters that are measured together. */
export const WARD_LANES = 16;
