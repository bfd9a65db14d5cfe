import type { Matrix } from '../../math/matrix';
import { openNeighbours } from '../kernels/neighbours';
import { LEAF_ROWS } from '../kernels/neighboursKernel';
import { growPointTree } from './pointTree';
import { walkerOf } from './visitLeaves';

/**
 * Distances of rows to their `nth` nearest other row, upwards: of every row, or of leaves spread over the tree that hold
 * about `rowsMax`, which show the same curve. Infinity where there are not so many other rows.
 */
export function distancesToNth(matrix: Matrix, nth: number, rowsMax = Infinity): Float64Array {
	const tree = growPointTree(matrix);
	const kernel = openNeighbours(tree, nth);
	const walk = walkerOf(tree);
	const step = Math.max(1, Math.ceil(matrix.rows / rowsMax));
	const distances: number[] = [];
	for (let leaf = 0; leaf < tree.leaves; leaf += step) {
		walk({ leaf, reach: Infinity, meet: (other) => kernel.addNearest(leaf, other) });
		for (let slot = leaf * LEAF_ROWS; slot < Math.min((leaf + 1) * LEAF_ROWS, tree.rows); slot += 1) {
			distances.push(Math.sqrt(kernel.distances[(slot + 1) * nth - 1]));
		}
	}
	return Float64Array.from(distances).sort();
}
