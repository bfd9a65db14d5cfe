import type { Matrix } from '../../math/matrix';

/**
 * The quadratic part of the silhouette. `silhouette.ts` runs it as WebAssembly SIMD, `silhouette.twin.ts`
 * as plain TypeScript; both give the same bits. Distances in single precision, sums in double.
 */
export interface SilhouetteKernel {
	/**
	 * Sum of the Euclidean distances of each row to all rows of each cluster (rows × clusters).
	 * labels: a number in [0, clusters) a row.
	 */
	distanceSums(points: Matrix, labels: Int32Array, clusters: number): Float64Array;
}

/** Members of one cluster that are measured together, and whose distances are added together. */
export const TILE_ROWS = 16;

/** Rows of each cluster in tiles: `rows` holds TILE_ROWS row numbers a tile, −1 for a filler. */
export interface Tiles {
	readonly clusters: Int32Array;
	readonly rows: Int32Array;
}

/** The rows of each cluster in their order, cluster after cluster, cut into tiles. */
export function tilesOf(labels: Int32Array, clusters: number): Tiles {
	const members: number[][] = Array.from({ length: clusters }, () => []);
	labels.forEach((label, row) => members[label].push(row));
	const tileClusters = members.flatMap((rows, cluster) =>
		new Array<number>(Math.ceil(rows.length / TILE_ROWS)).fill(cluster),
	);
	const tileRows = new Int32Array(tileClusters.length * TILE_ROWS).fill(-1);
	let at = 0;
	for (const rows of members) {
		tileRows.set(rows, at);
		at += Math.ceil(rows.length / TILE_ROWS) * TILE_ROWS;
	}
	return { clusters: Int32Array.from(tileClusters), rows: tileRows };
}
