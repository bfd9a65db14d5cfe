import type { Matrix } from '../../math/matrix';
import { tilesOf, TILE_ROWS, type SilhouetteKernel } from './silhouetteKernel';

/** The silhouette kernel in plain TypeScript: what the WebAssembly one must equal, bit by bit. */
export const silhouetteTwin: SilhouetteKernel = {
	distanceSums: (points, labels, clusters) => {
		const tiles = tilesOf(labels, clusters);
		const sums = new Float64Array(points.rows * clusters);
		for (let row = 0; row < points.rows; row += 1) {
			for (let tile = 0; tile < tiles.clusters.length; tile += 1) {
				const members = tiles.rows.subarray(tile * TILE_ROWS, (tile + 1) * TILE_ROWS);
				sums[row * clusters + tiles.clusters[tile]] += sumOfTile(points, row, members);
			}
		}
		return sums;
	},
};

/** Even and odd members apart, because the vector adds two at a time. */
function sumOfTile(points: Matrix, row: number, members: Int32Array): number {
	const sums = [0, 0];
	for (let lane = 0; lane < TILE_ROWS; lane += 1) {
		if (members[lane] >= 0) sums[lane % 2] += distance(points, row, members[lane]);
	}
	return sums[0] + sums[1];
}

/** In single precision after every operation, as the vector lanes compute. */
function distance({ values, columns }: Matrix, row: number, other: number): number {
	let sum = 0;
	for (let column = 0; column < columns; column += 1) {
		const left = values[row * columns + column];
		const difference = Math.fround(left - values[other * columns + column]);
		sum = Math.fround(sum + Math.fround(difference * difference));
	}
	return Math.fround(Math.sqrt(sum));
}
