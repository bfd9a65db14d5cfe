import { openKmeansKernel } from '../../../compute/kernels/kmeans';
import { openWardKernel } from '../../../compute/kernels/ward';
import type { TaskControl } from '../../../compute/types';
import { clusterMeans, partitionInertia } from '../../../math/clusterIndices';
import type { Matrix } from '../../../math/matrix';
import { clusterSizes } from '../../../math/silhouette';
import { fitKmeans } from '../../clustering/centres/fitKmeans';
import { checkClusters, checkMatrix } from '../../clustering/checkInput';
import { orderBySize } from '../../clustering/orderBySize';
import { cutTree } from './cutTree';
import { mergeTree } from './mergeTree';

export interface WardOptions {
	/** Number of clusters, 1 … rows. */
	readonly k: number;
	readonly seed: number | string;
	/** Above this, k-means makes micro-clusters first, which are merged by their sizes; 20,000 by default. */
	readonly rowsMax?: number;
	/** Micro-clusters then; 1,000 by default. */
	readonly microClusters?: number;
	/** Names of the columns, for messages. */
	readonly columnNames?: readonly string[];
}

export interface WardFit {
	/** Mean of each cluster. */
	readonly centres: Matrix;
	readonly labels: Int32Array;
	readonly sizes: readonly number[];
	readonly inertia: number;
	/** Heights of the merges, upwards, as in scipy and R's ward.D2. */
	readonly heights: readonly number[];
	/** How many micro-clusters were merged; null when every row was a cluster of its own. */
	readonly microClusters: number | null;
	/** Share of the rows whose nearest centre is that of their own cluster. */
	readonly nearestShare: number;
}

const defaults = { rowsMax: 20_000, microClusters: 1000 };
const MICRO = { restarts: 1, iterationsMax: 10 };

/**
 * Ward's hierarchical clustering cut at k clusters (Ward 1963). Time grows with the square of the rows: 20,000 take
 * seconds, more are brought together first. Fewer than k clusters when fewer rows are different.
 */
export function fitWard(matrix: Matrix, options: WardOptions, control?: TaskControl): WardFit {
	const { k, seed, rowsMax, microClusters } = { ...defaults, ...options };
	checkMatrix(matrix, options.columnNames);
	checkClusters(k, matrix.rows);
	const onProgress = (share: number): void => control?.progress(share, 'merging customers');
	if (matrix.rows <= rowsMax) {
		const weights = new Float32Array(matrix.rows).fill(1);
		const merges = mergeTree(openWardKernel(), matrix, { weights, onProgress });
		const heights = merges.map(({ height }) => height);
		return finish(matrix, cutTree(merges, matrix.rows, differentAtMost(k, heights)), { heights, microClusters: null });
	}
	const micro = fitKmeans(matrix, { k: Math.max(microClusters, k), seed, ...MICRO }, control);
	const merges = mergeTree(openWardKernel(), micro.centres, { weights: micro.sizes, onProgress });
	const heights = merges.map(({ height }) => height);
	const cut = cutTree(merges, micro.centres.rows, differentAtMost(k, heights));
	const labels = micro.labels.map((label) => cut[label]);
	return finish(matrix, labels, { heights, microClusters: micro.centres.rows });
}

/** k, or the number of different rows when that is less: merges at height 0 are of equal rows. */
function differentAtMost(k: number, heights: readonly number[]): number {
	return Math.min(k, 1 + heights.filter((height) => height > 0).length);
}

function finish(
	matrix: Matrix,
	divided: Int32Array,
	rest: Pick<WardFit, 'heights' | 'microClusters'>,
): WardFit {
	const clusters = divided.reduce((most, label) => Math.max(most, label), 0) + 1;
	const means = clusterMeans(matrix, divided, clusterSizes(divided, clusters));
	const values = new Float32Array(clusters * matrix.columns);
	means.forEach((mean, cluster) => values.set(mean, cluster * matrix.columns));
	const { centres, labels, sizes } = orderBySize({ rows: clusters, columns: matrix.columns, values }, divided);
	const nearest = { labels: new Int32Array(matrix.rows), distances: new Float32Array(matrix.rows) };
	openKmeansKernel().nearestCentres(matrix, centres, nearest);
	const own = labels.reduce((count, label, row) => count + (label === nearest.labels[row] ? 1 : 0), 0);
	return {
		centres,
		labels,
		sizes,
		inertia: partitionInertia(matrix, divided, means),
		nearestShare: own / matrix.rows,
		...rest,
	};
}
