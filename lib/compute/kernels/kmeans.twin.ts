import type { Matrix } from '../../math/matrix';
import { eachBlock } from './blocks';
import { LANES, type CentreSums, type KmeansKernel, type Nearest } from './kmeansKernel';

/** The k-means kernel in plain TypeScript: what the WebAssembly one must equal, bit by bit. */
export const kmeansTwin: KmeansKernel = {
	nearestCentres: (points, centres, nearest) => {
		let inertia = 0;
		eachBlock(points.rows, (first, count) => {
			inertia += assignBlock({ points, centres, nearest, first, count });
		});
		return inertia;
	},
	stepKmeans: (points, centres, into) => {
		let inertia = 0;
		into.sums.fill(0);
		into.counts.fill(0);
		eachBlock(points.rows, (first, count) => {
			inertia += assignBlock({ points, centres, nearest: into, first, count });
			addBlock({ points, first, count }, into);
		});
		return inertia;
	},
	candidateCosts: (points, candidates, { closest, lowered }) => {
		const costs = new Float64Array(candidates.rows);
		eachBlock(points.rows, (first, count) => {
			const blockCosts = new Float64Array(candidates.rows);
			for (let row = first; row < first + count; row += 1) {
				for (let candidate = 0; candidate < candidates.rows; candidate += 1) {
					const distance = squaredDistance(points, row, { of: candidates, row: candidate });
					const least = Math.min(distance, closest[row]);
					lowered[row * LANES + candidate] = least;
					blockCosts[candidate] += least;
				}
			}
			blockCosts.forEach((cost, candidate) => (costs[candidate] += cost));
		});
		return costs;
	},
};

interface Block {
	readonly points: Matrix;
	readonly first: number;
	readonly count: number;
}

function assignBlock(block: Block & { centres: Matrix; nearest: Nearest }): number {
	const { points, centres, nearest, first, count } = block;
	let inertia = 0;
	for (let row = first; row < first + count; row += 1) {
		let best = Infinity;
		let label = 0;
		for (let centre = 0; centre < centres.rows; centre += 1) {
			const distance = squaredDistance(points, row, { of: centres, row: centre });
			if (distance < best) {
				best = distance;
				label = centre;
			}
		}
		nearest.labels[row] = label;
		nearest.distances[row] = best;
		inertia += best;
	}
	return inertia;
}

function addBlock({ points, first, count }: Block, into: Nearest & CentreSums): void {
	const { columns, values } = points;
	const blockSums = new Float64Array(into.sums.length);
	for (let row = first; row < first + count; row += 1) {
		const label = into.labels[row];
		into.counts[label] += 1;
		for (let column = 0; column < columns; column += 1) {
			blockSums[label * columns + column] += values[row * columns + column];
		}
	}
	blockSums.forEach((sum, index) => (into.sums[index] += sum));
}

/** In single precision after every operation, as the vector lanes compute. */
function squaredDistance(
	points: Matrix,
	row: number,
	to: { readonly of: Matrix; readonly row: number },
): number {
	const { columns } = points;
	let sum = 0;
	for (let column = 0; column < columns; column += 1) {
		const left = points.values[row * columns + column];
		const difference = Math.fround(left - to.of.values[to.row * columns + column]);
		sum = Math.fround(sum + Math.fround(difference * difference));
	}
	return sum;
}
