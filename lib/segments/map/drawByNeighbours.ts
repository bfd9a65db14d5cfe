import { UMAP } from 'umap-js';
import { nearestRows } from '../../compute/neighbours/nearestRows';
import { seededRandom } from '../../core/random';
import type { Matrix } from '../../math/matrix';
import { principalComponents, projectRow } from '../../math/principalComponents';
import { rowOf, rowsOf } from '../../math/rows';
import { InvalidInput } from '../../core/errors';

export interface NeighbourMapOptions {
	readonly seed: number | string;
	/** Near rows that a row is to stay beside, itself included; 15 by default. */
	readonly neighbours?: number;
	readonly progress?: (share: number) => void;
}

/** Rows at most: 5,000 take some seconds. */
export const NEIGHBOUR_MAP_ROWS_MAX = 5000;
/** Rounds of small moves: the bound on time. From a start that has the large shapes already, more change little. */
const ROUNDS = 200;
/** Standard deviation of the longer axis of the first map, from which the moves start. */
const START_DEVIATION = 5;

/**
 * A plane on which near rows stay near (UMAP, McInnes, Healy & Melville 2018): good for seeing groups, while distances
 * between groups and how dense they look mean little. Starts from the first two principal components instead of chance, so
 * that large shapes stay where they are. The same seed draws the same map; rows × 2.
 */
export function drawByNeighbours(matrix: Matrix, options: NeighbourMapOptions): Matrix {
	const { rows } = matrix;
	if (rows > NEIGHBOUR_MAP_ROWS_MAX || rows < 3) {
		throw new InvalidInput(`A map of ${rows} customers was asked for: expected 3 to ${NEIGHBOUR_MAP_ROWS_MAX}; take a sample`);
	}
	const neighbours = Math.min(options.neighbours ?? 15, rows - 1);
	const random = seededRandom(options.seed).fork('map by neighbours');
	const umap = new UMAP({ nNeighbors: neighbours, nEpochs: ROUNDS, random: () => random.next() });
	const near = nearestRows(matrix, neighbours - 1);
	umap.setPrecomputedKNN(withSelf(near.neighbours, near.count), withSelf(near.distances, near.count, 0));
	umap.initializeFit(rowsOf(matrix));
	start(matrix, umap.getEmbedding());
	for (let round = 1; round <= ROUNDS; round += 1) {
		umap.step();
		options.progress?.(round / ROUNDS);
	}
	const values = Float32Array.from(umap.getEmbedding().flat());
	return { rows, columns: 2, values };
}

/** Lists as umap-js wants them: every row first in its own list, at distance 0. */
function withSelf(lists: Int32Array | Float32Array, count: number, self?: number): number[][] {
	return Array.from({ length: lists.length / count }, (_, row) => [
		self ?? row,
		...lists.subarray(row * count, (row + 1) * count),
	]);
}

/** Moves the places of all rows to their principal components. */
function start(matrix: Matrix, places: number[][]): void {
	const components = principalComponents(matrix);
	const scale = START_DEVIATION / Math.sqrt(components.variances[0] || 1);
	places.forEach((place, row) => {
		const [x = 0, y = 0] = projectRow(components, rowOf(matrix, row), 2);
		place[0] = x * scale;
		place[1] = y * scale;
	});
}
