import type { PointTree } from '../neighbours/pointTree';

/**
 * What a search writes to, a place a slot of the tree (leaf · 32 + place in the leaf); views of the kernel's memory, valid
 * as long as the kernel. Distances are squared, in single precision, summed column by column.
 */
export interface NeighbourStates {
	/** slots × count, upwards; infinity where there is none yet. */
	readonly distances: Float32Array;
	/** slots × count: the slot of each. */
	readonly slots: Int32Array;
	/** How many rows within the radius were counted. */
	readonly counts: Int32Array;
	/** −1: in none, so that nothing links to it. */
	readonly components: Int32Array;
	/** No edge of a slot is shorter than this. */
	readonly floors: Float32Array;
	readonly best: Float32Array;
	readonly bestSlots: Int32Array;
}

/**
 * What happens between the rows of one leaf of a tree (`query`) and those of another, or the same (`members`).
 * `neighbours.ts` runs it as WebAssembly SIMD, `neighbours.twin.ts` as plain TypeScript; both give the same bits.
 */
export interface NeighboursKernel extends NeighbourStates {
	/** Puts the members into the lists of nearest others; returns the largest last distance of the query's rows. */
	addNearest(query: number, members: number): number;
	/** Counts members within the radius, a row itself included, until `enough`; returns how many rows have not enough. */
	countWithin(query: number, members: number, limits: CountLimits): number;
	/**
	 * The first pair within the radius that belongs to different components, as row · 32 + member, from row `from` of the
	 * query on; −1 when there is none.
	 */
	firstLink(query: number, members: number, limits: LinkLimits): number;
	/**
	 * Lowers `best` and `bestSlots` of the query's rows to the least max(distance, both floors) to a member of another
	 * component. Returns the largest best that may still be lowered, −1 when there is none.
	 */
	nearestOther(query: number, members: number): number;
}

export interface CountLimits {
	readonly squaredRadius: number;
	readonly enough: number;
}

export interface LinkLimits {
	readonly squaredRadius: number;
	readonly from: number;
}

/** Makes a kernel over a tree, with `count` places in each list of nearest others (0: none are kept). */
export type OpenNeighbours = (tree: PointTree, count: number) => NeighboursKernel;

/** Rows of a leaf. */
export const LEAF_ROWS = 32;
