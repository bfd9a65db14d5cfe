import type { Matrix } from '../../math/matrix';
import { BLOCK_ROWS, blockOf, eachBlock } from './blocks';
import { loadKernel, type Kernel } from './loadKernel';
import { tilesOf, TILE_ROWS, type SilhouetteKernel, type Tiles } from './silhouetteKernel';

/** The export of assembly/silhouette.ts, in byte offsets and counts. */
interface SilhouetteFunctions {
	addDistances(
		...call: [
			points: number,
			rows: number,
			columns: number,
			tiles: number,
			weights: number,
			tileClusters: number,
			tileCount: number,
			sums: number,
			clusters: number,
		]
	): void;
}

/**
 * The silhouette kernel as WebAssembly SIMD. The kernel's memory holds one copy of all points: a sample
 * of 10,000 rows by 20 columns takes 0.8 MB.
 */
export function openSilhouetteKernel(): SilhouetteKernel {
	const kernel = loadKernel<SilhouetteFunctions>('silhouette');
	return {
		distanceSums: (points, labels, clusters) =>
			sumsOf(kernel, { points, clusters, tiles: tilesOf(labels, clusters) }),
	};
}

interface Request {
	readonly points: Matrix;
	readonly clusters: number;
	readonly tiles: Tiles;
}

function sumsOf(kernel: Kernel<SilhouetteFunctions>, { points, clusters, tiles }: Request) {
	const { columns } = points;
	const tileCount = tiles.clusters.length;
	const [pointsAt, sumsAt, tilesAt, weightsAt, clustersAt] = kernel.place(
		BLOCK_ROWS * columns * 4,
		BLOCK_ROWS * clusters * 8,
		tiles.rows.length * columns * 4,
		tiles.rows.length * 4,
		tileCount * 4,
	);
	const buffer = kernel.buffer();
	fillTiles(new Float32Array(buffer, tilesAt, tiles.rows.length * columns), points, tiles);
	new Float32Array(buffer, weightsAt, tiles.rows.length).set(
		Float32Array.from(tiles.rows, (row) => (row < 0 ? 0 : 1)),
	);
	new Int32Array(buffer, clustersAt, tileCount).set(tiles.clusters);
	const inner = new Float32Array(buffer, pointsAt, BLOCK_ROWS * columns);
	const blockSums = new Float64Array(buffer, sumsAt, BLOCK_ROWS * clusters);
	const sums = new Float64Array(points.rows * clusters);
	eachBlock(points.rows, (first, count) => {
		inner.set(blockOf(points, first, count));
		blockSums.fill(0);
		kernel.functions.addDistances(
			pointsAt,
			count,
			columns,
			tilesAt,
			weightsAt,
			clustersAt,
			tileCount,
			sumsAt,
			clusters,
		);
		sums.set(blockSums.subarray(0, count * clusters), first * clusters);
	});
	return sums;
}

/** tile × column × lane; a filler stays at the origin and weighs nothing. */
function fillTiles(target: Float32Array, { values, columns }: Matrix, { rows }: Tiles): void {
	target.fill(0);
	rows.forEach((row, slot) => {
		if (row < 0) return;
		const tile = Math.floor(slot / TILE_ROWS);
		for (let column = 0; column < columns; column += 1) {
			const at = (tile * columns + column) * TILE_ROWS + (slot % TILE_ROWS);
			target[at] = values[row * columns + column];
		}
	});
}
