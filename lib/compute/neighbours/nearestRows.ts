import type { Matrix } from '../../math/matrix';
import { openNeighbours } from '../kernels/neighbours';
import { LEAF_ROWS, type NeighboursKernel } from '../kernels/neighboursKernel';
import { growPointTree, type PointTree } from './pointTree';
import { walkerOf } from './visitLeaves';

/** The nearest other rows of some rows, or of all. */
export interface NearestRows {
	readonly count: number;
	/** rows × count, upwards; infinity where there are too few rows. */
	readonly distances: Float32Array;
	/** rows × count: their numbers; −1 where there are too few rows. */
	readonly neighbours: Int32Array;
}

/** Exact nearest neighbours of every row, the row itself left out. */
export function nearestRows(matrix: Matrix, count: number, progress?: (share: number) => void): NearestRows {
	const tree = growPointTree(matrix);
	const kernel = openNeighbours(tree, count);
	findNearest(tree, kernel, progress);
	const distances = new Float32Array(matrix.rows * count);
	const neighbours = new Int32Array(matrix.rows * count);
	tree.order.forEach((row, slot) => {
		if (row < 0) return;
		for (let place = 0; place < count; place += 1) {
			const squared = kernel.distances[slot * count + place];
			distances[row * count + place] = Math.sqrt(squared);
			neighbours[row * count + place] = squared < Infinity ? tree.order[kernel.slots[slot * count + place]] : -1;
		}
	});
	return { count, distances, neighbours };
}

/** Fills the lists of nearest others of every slot of an open kernel. */
export function findNearest(
	tree: PointTree,
	kernel: NeighboursKernel,
	progress?: (share: number) => void,
): void {
	const walk = walkerOf(tree);
	for (let leaf = 0; leaf < tree.leaves; leaf += 1) {
		walk({ leaf, reach: Infinity, meet: (other) => kernel.addNearest(leaf, other) });
		progress?.((leaf + 1) / tree.leaves);
	}
}

/** Squared distance to the last of each list, a slot each. */
export function lastDistances({ order }: PointTree, { distances }: NeighboursKernel, count: number): Float32Array {
	return Float32Array.from(order, (_, slot) => distances[(slot + 1) * count - 1]);
}

/** The slot of each row. */
export function slotsOf({ order, rows }: PointTree): Int32Array {
	const slots = new Int32Array(rows);
	order.forEach((row, slot) => {
		if (row >= 0) slots[row] = slot;
	});
	return slots;
}

export const slotsIn = ({ leaves }: PointTree): number => leaves * LEAF_ROWS;
