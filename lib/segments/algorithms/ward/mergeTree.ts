import type { WardKernel } from '../../../compute/kernels/wardKernel';
import type { Matrix } from '../../../math/matrix';
import { openClusters, type Merge } from './openClusters';

/**
 * All rows − 1 merges of Ward's clustering, the lowest first, by the nearest-neighbour chain (Benzécri 1982, Murtagh 1983):
 * walk to the cheapest neighbour until two are each other's, merge them, go on from the one before. Centres stand for
 * the matrix of distances (the Lance–Williams update says the same for Ward), so that memory grows with the rows alone.
 */
export function mergeTree(
	kernel: WardKernel,
	rows: Matrix,
	{ weights, onProgress }: { readonly weights: ArrayLike<number>; readonly onProgress?: (share: number) => void },
): Merge[] {
	const clusters = openClusters(kernel, rows, weights);
	const merges: Merge[] = [];
	/** Each with the cost of merging it with the one before; the costs fall. */
	const chain: { readonly row: number; readonly cost: number }[] = [];
	while (merges.length < rows.rows - 1) {
		if (chain.length === 0) chain.push({ row: clusters.first(), cost: Infinity });
		const last = chain[chain.length - 1];
		const next = clusters.cheapest(last.row);
		if (next.cost < last.cost) {
			chain.push(next);
			continue;
		}
		// Nobody is cheaper than the one the walk came from: the two are each other's.
		const [before] = chain.splice(-2);
		merges.push(clusters.merge(before.row, last.row));
		if (merges.length % 256 === 0) onProgress?.(merges.length / rows.rows);
	}
	return merges.sort((left, right) => left.height - right.height);
}
