import type { Matrix } from '../../math/matrix';
import { rowOf, takeRows } from '../../math/rows';
import { clusterSizes } from '../../math/silhouette';

/**
 * The same clusters, the largest first (equally large ones by their centres, column by column), so that
 * their numbers do not depend on the start that won. Centres without rows are left out.
 */
export function orderBySize(
	centres: Matrix,
	labels: Int32Array,
): { readonly centres: Matrix; readonly labels: Int32Array; readonly sizes: readonly number[] } {
	const sizes = clusterSizes(labels, centres.rows);
	const order = sizes
		.map((_, cluster) => cluster)
		.filter((cluster) => sizes[cluster] > 0)
		.sort((left, right) => sizes[right] - sizes[left] || compareRows(centres, left, right));
	const position = new Int32Array(centres.rows);
	order.forEach((cluster, at) => (position[cluster] = at));
	return {
		centres: takeRows(centres, order),
		labels: labels.map((label) => position[label]),
		sizes: order.map((cluster) => sizes[cluster]),
	};
}

function compareRows(matrix: Matrix, left: number, right: number): number {
	const other = rowOf(matrix, right);
	const column = rowOf(matrix, left).findIndex((value, index) => value !== other[index]);
	return column < 0 ? left - right : rowOf(matrix, left)[column] - other[column];
}
