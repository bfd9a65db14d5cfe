import type { PointTree } from '../neighbours/pointTree';
import { LEAF_ROWS, type NeighboursKernel, type NeighbourStates, type OpenNeighbours } from './neighboursKernel';

/** The neighbour kernel in plain TypeScript: what the WebAssembly one must equal, bit by bit. */
export const neighboursTwin: OpenNeighbours = (tree, count) => {
	const slots = tree.leaves * LEAF_ROWS;
	const states: NeighbourStates = {
		distances: new Float32Array(slots * count).fill(Infinity),
		slots: new Int32Array(slots * count),
		counts: new Int32Array(slots),
		components: new Int32Array(slots),
		floors: new Float32Array(slots),
		best: new Float32Array(slots),
		bestSlots: new Int32Array(slots),
	};
	return {
		...states,
		addNearest: (query, members) => {
			const rows = slotsOf(tree, query);
			for (const row of rows) {
				for (const member of slotsOf(tree, members)) if (member !== row) insert(states, count, { tree, row, member });
			}
			return Math.max(...rows.map((row) => states.distances[(row + 1) * count - 1]));
		},
		countWithin: (query, members, { squaredRadius, enough }) => {
			const rows = slotsOf(tree, query);
			for (const row of rows) {
				if (states.counts[row] >= enough) continue;
				const near = slotsOf(tree, members).filter((member) => squared(tree, row, member) <= squaredRadius);
				states.counts[row] += near.length;
			}
			return rows.filter((row) => states.counts[row] < enough).length;
		},
		firstLink: (query, members, { squaredRadius, from }) => {
			const { components } = states;
			const links = (row: number, member: number): boolean =>
				components[row] >= 0 &&
				components[member] >= 0 &&
				components[row] !== components[member] &&
				squared(tree, row, member) <= squaredRadius;
			for (const row of slotsOf(tree, query).slice(from)) {
				const found = slotsOf(tree, members).find((member) => links(row, member));
				if (found !== undefined) return (row % LEAF_ROWS) * LEAF_ROWS + (found % LEAF_ROWS);
			}
			return -1;
		},
		nearestOther: (query, members) => {
			const rows = slotsOf(tree, query);
			for (const row of rows) {
				for (const member of slotsOf(tree, members)) lower(states, { tree, row, member });
			}
			const open = rows.filter((row) => states.floors[row] < states.best[row]);
			return Math.max(-1, ...open.map((row) => states.best[row]));
		},
	} satisfies NeighboursKernel;
};

interface Pair {
	readonly tree: PointTree;
	readonly row: number;
	readonly member: number;
}

/** Slots of a leaf that hold rows. */
function slotsOf({ rows }: PointTree, leaf: number): number[] {
	const first = leaf * LEAF_ROWS;
	return Array.from({ length: Math.min(LEAF_ROWS, rows - first) }, (_, place) => first + place);
}

/** Puts a member into the list of a row, after those that are as near. */
function insert({ distances, slots }: NeighbourStates, count: number, { tree, row, member }: Pair): void {
	const distance = squared(tree, row, member);
	const first = row * count;
	let at = first + count - 1;
	if (distance >= distances[at]) return;
	for (; at > first && distances[at - 1] > distance; at -= 1) {
		distances[at] = distances[at - 1];
		slots[at] = slots[at - 1];
	}
	distances[at] = distance;
	slots[at] = member;
}

function lower({ components, floors, best, bestSlots }: NeighbourStates, { tree, row, member }: Pair): void {
	if (components[member] < 0 || components[member] === components[row]) return;
	const weight = Math.max(squared(tree, row, member), floors[row], floors[member]);
	if (weight >= best[row]) return;
	best[row] = weight;
	bestSlots[row] = member;
}

/** In single precision after every operation, as the vector lanes compute. */
function squared({ tiles, columns }: PointTree, one: number, other: number): number {
	let sum = 0;
	for (let column = 0; column < columns; column += 1) {
		const difference = Math.fround(tiles[placeOf(columns, one, column)] - tiles[placeOf(columns, other, column)]);
		sum = Math.fround(sum + Math.fround(difference * difference));
	}
	return sum;
}

function placeOf(columns: number, slot: number, column: number): number {
	return (Math.floor(slot / LEAF_ROWS) * columns + column) * LEAF_ROWS + (slot % LEAF_ROWS);
}
