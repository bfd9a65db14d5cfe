import type { PointTree } from '../neighbours/pointTree';
import { freshKernel } from './loadKernel';
import { LEAF_ROWS, type NeighboursKernel, type OpenNeighbours } from './neighboursKernel';

/** The exports of assembly/neighbours.ts, in byte offsets and counts. */
interface NeighboursFunctions {
	setUp(
		...call: [
			columns: number,
			tiles: number,
			lows: number,
			highs: number,
			sizes: number,
			scratch: number,
		]
	): void;
	addNearest(
		...call: [query: number, members: number, count: number, distances: number, slots: number]
	): number;
	countWithin(
		...call: [query: number, members: number, squaredRadius: number, enough: number, counts: number]
	): number;
	firstLink(
		...call: [query: number, members: number, squaredRadius: number, from: number, components: number]
	): number;
	nearestOther(
		...call: [
			query: number,
			members: number,
			floors: number,
			components: number,
			best: number,
			bestSlots: number,
		]
	): number;
}

/**
 * The neighbour kernel as WebAssembly SIMD, in a memory of its own: one copy of the points, and 20 + 8 · count bytes a
 * row beside it.
 */
export const openNeighbours: OpenNeighbours = (tree, count) => {
	const { functions, place, buffer } = freshKernel<NeighboursFunctions>('neighbours');
	const { leaves, columns, tiles } = tree;
	const slots = leaves * LEAF_ROWS;
	const [tilesAt, lowsAt, highsAt, sizesAt, scratchAt, distancesAt, slotsAt, ...statesAt] = place(
		tiles.byteLength,
		leaves * columns * 4,
		leaves * columns * 4,
		leaves * 4,
		2 * LEAF_ROWS * 4,
		slots * count * 4,
		slots * count * 4,
		...[0, 1, 2, 3, 4].map(() => slots * 4),
	);
	const [countsAt, componentsAt, floorsAt, bestAt, bestSlotsAt] = statesAt;
	const memory = buffer();
	new Float32Array(memory, tilesAt, tiles.length).set(tiles);
	fillLeaves(tree, {
		lows: new Float32Array(memory, lowsAt, leaves * columns),
		highs: new Float32Array(memory, highsAt, leaves * columns),
		sizes: new Int32Array(memory, sizesAt, leaves),
	});
	functions.setUp(columns, tilesAt, lowsAt, highsAt, sizesAt, scratchAt);
	return {
		distances: new Float32Array(memory, distancesAt, slots * count).fill(Infinity),
		slots: new Int32Array(memory, slotsAt, slots * count),
		counts: new Int32Array(memory, countsAt, slots),
		components: new Int32Array(memory, componentsAt, slots),
		floors: new Float32Array(memory, floorsAt, slots),
		best: new Float32Array(memory, bestAt, slots),
		bestSlots: new Int32Array(memory, bestSlotsAt, slots),
		addNearest: (query, members) => functions.addNearest(query, members, count, distancesAt, slotsAt),
		countWithin: (query, members, { squaredRadius, enough }) =>
			functions.countWithin(query, members, squaredRadius, enough, countsAt),
		firstLink: (query, members, { squaredRadius, from }) =>
			functions.firstLink(query, members, squaredRadius, from, componentsAt),
		nearestOther: (query, members) =>
			functions.nearestOther(query, members, floorsAt, componentsAt, bestAt, bestSlotsAt),
	} satisfies NeighboursKernel;
};

interface LeafParts {
	readonly lows: Float32Array;
	readonly highs: Float32Array;
	readonly sizes: Int32Array;
}

function fillLeaves({ rows, columns, lows, highs, leafNodes }: PointTree, leaves: LeafParts): void {
	leafNodes.forEach((node, leaf) => {
		leaves.lows.set(lows.subarray(node * columns, (node + 1) * columns), leaf * columns);
		leaves.highs.set(highs.subarray(node * columns, (node + 1) * columns), leaf * columns);
		leaves.sizes[leaf] = Math.min(LEAF_ROWS, rows - leaf * LEAF_ROWS);
	});
}
