import { disjointSets, type DisjointSets } from '../../math/disjointSets';
import type { Matrix } from '../../math/matrix';
import { openNeighbours } from '../kernels/neighbours';
import { LEAF_ROWS, type NeighboursKernel } from '../kernels/neighboursKernel';
import { findNearest, lastDistances } from './nearestRows';
import { growPointTree, type PointTree } from './pointTree';
import { walkerOf, type Walker } from './visitLeaves';

/** The lightest edges that hold all rows together, the lightest first. */
export interface ReachabilityTree {
	readonly rows: number;
	/** rows − 1 each: the two rows of an edge and its mutual reachability distance. */
	readonly from: Int32Array;
	readonly to: Int32Array;
	readonly weights: Float64Array;
	/** Distance of each row to its `neighbours`-th nearest other row. */
	readonly coreDistances: Float32Array;
}

export interface ReachabilityOptions {
	/** How many other rows a row needs near it ("min samples"); at least 1, fewer where there are fewer rows. */
	readonly neighbours: number;
	readonly progress?: (share: number) => void;
}

/**
 * Minimum spanning tree of the mutual reachability distance max(core distance of both, distance) (Campello, Moulavi &
 * Sander 2013), by rounds of Borůvka over a k-d tree (March, Ram & Gray 2010). What a row learnt in one round bounds what
 * it can find in the next, so that few rows search again.
 */
export function reachabilityTree(matrix: Matrix, options: ReachabilityOptions): ReachabilityTree {
	const count = Math.max(1, Math.min(options.neighbours, matrix.rows - 1));
	const tree = growPointTree(matrix);
	const kernel = openNeighbours(tree, count);
	findNearest(tree, kernel, (share) => options.progress?.(share * 0.4));
	const floors = lastDistances(tree, kernel, count);
	kernel.floors.set(floors);
	const edges = spanRows({ tree, kernel, count, progress: (share) => options.progress?.(0.4 + share * 0.6) });
	const coreDistances = new Float32Array(matrix.rows);
	tree.order.forEach((row, slot) => {
		if (row >= 0) coreDistances[row] = Math.sqrt(floors[slot]);
	});
	return { rows: matrix.rows, ...edges, coreDistances };
}

interface Spanning {
	readonly tree: PointTree;
	readonly kernel: NeighboursKernel;
	readonly count: number;
	readonly progress: (share: number) => void;
}

interface Round extends Spanning {
	readonly sets: DisjointSets;
	readonly walk: Walker;
	/** No edge of a slot out of its component is shorter than this. */
	readonly atLeast: Float32Array;
	/** The best edge a slot has found so far: where it leads (−1: none yet) and its squared weight. */
	readonly knownTo: Int32Array;
	readonly knownWeights: Float32Array;
	/** Best edge out of each component, by the slot that names it; squared. */
	readonly best: Float32Array;
	readonly bestFrom: Int32Array;
	readonly bestTo: Int32Array;
	/** Node → its one component, or −1. */
	readonly nodeComponents: Int32Array;
	/** Node → least floor below it. */
	readonly nodeFloors: Float32Array;
}

function spanRows(spanning: Spanning): Pick<ReachabilityTree, 'from' | 'to' | 'weights'> {
	const { tree, kernel, progress } = spanning;
	const slots = tree.leaves * LEAF_ROWS;
	const round: Round = {
		...spanning,
		sets: disjointSets(slots),
		walk: walkerOf(tree),
		atLeast: kernel.floors.slice(),
		knownTo: new Int32Array(slots).fill(-1),
		knownWeights: new Float32Array(slots),
		best: new Float32Array(slots),
		bestFrom: new Int32Array(slots),
		bestTo: new Int32Array(slots),
		nodeComponents: new Int32Array(tree.left.length),
		nodeFloors: floorsOfNodes(tree, kernel),
	};
	const edges: { from: number; to: number; squared: number }[] = [];
	while (edges.length < tree.rows - 1) {
		nameComponents(round);
		offerKnown(round);
		for (let leaf = 0; leaf < tree.leaves; leaf += 1) searchFrom(round, leaf);
		addBest(round, edges);
		progress(edges.length / tree.rows);
	}
	edges.sort((left, right) => left.squared - right.squared);
	return {
		from: Int32Array.from(edges, ({ from }) => tree.order[from]),
		to: Int32Array.from(edges, ({ to }) => tree.order[to]),
		weights: Float64Array.from(edges, ({ squared }) => Math.sqrt(squared)),
	};
}

function floorsOfNodes(tree: PointTree, { floors }: NeighboursKernel): Float32Array {
	const least = new Float32Array(tree.left.length).fill(Infinity);
	for (let node = least.length - 1; node >= 0; node -= 1) {
		if (tree.left[node] >= 0) {
			least[node] = Math.min(least[tree.left[node]], least[tree.right[node]]);
			continue;
		}
		const first = tree.firstLeaf[node] * LEAF_ROWS;
		for (let slot = first; slot < Math.min(first + LEAF_ROWS, tree.rows); slot += 1) {
			least[node] = Math.min(least[node], floors[slot]);
		}
	}
	return least;
}

/** Tells the kernel the present component of every slot, and which nodes lie in one. */
function nameComponents({ tree, kernel, sets, nodeComponents, best }: Round): void {
	const { components } = kernel;
	components.forEach((_, slot) => (components[slot] = slot < tree.rows ? sets.find(slot) : -1));
	best.fill(Infinity);
	// A node is numbered before its halves.
	for (let node = nodeComponents.length - 1; node >= 0; node -= 1) {
		const isLeaf = tree.left[node] < 0;
		nodeComponents[node] = isLeaf
			? oneComponent(components, tree.firstLeaf[node] * LEAF_ROWS, tree.rows)
			: same(nodeComponents[tree.left[node]], nodeComponents[tree.right[node]]);
	}
}

function oneComponent(components: Int32Array, first: number, rows: number): number {
	const last = Math.min(first + LEAF_ROWS, rows);
	for (let slot = first + 1; slot < last; slot += 1) {
		if (components[slot] !== components[first]) return -1;
	}
	return components[first];
}

function same(one: number, other: number): number {
	return one === other ? one : -1;
}

/** Edges to the nearest rows and those found in earlier rounds, as far as they still lead out of the component. */
function offerKnown(round: Round): void {
	const { tree, kernel, count, atLeast, best, knownTo, knownWeights } = round;
	const { components, floors, distances, slots } = kernel;
	for (let slot = 0; slot < tree.rows; slot += 1) {
		// Edges are never lighter than what is known of the slot, so that most slots have nothing to offer.
		if (atLeast[slot] >= best[components[slot]]) continue;
		for (let place = slot * count; place < (slot + 1) * count; place += 1) {
			const other = slots[place];
			if (components[other] === components[slot]) continue;
			offer(round, { from: slot, to: other, weight: Math.max(distances[place], floors[slot], floors[other]) });
		}
		const known = knownTo[slot];
		if (known < 0 || components[known] === components[slot]) continue;
		offer(round, { from: slot, to: known, weight: knownWeights[slot] });
	}
}

function offer(
	{ kernel, best, bestFrom, bestTo }: Round,
	{ from, to, weight }: { readonly from: number; readonly to: number; readonly weight: number },
): void {
	const component = kernel.components[from];
	if (weight >= best[component]) return;
	best[component] = weight;
	bestFrom[component] = from;
	bestTo[component] = to;
}

/** Looks, for the rows of a leaf that may have something lighter to offer than their component has. */
function searchFrom(round: Round, leaf: number): void {
	const { tree, kernel, nodeComponents, nodeFloors } = round;
	let reach = ask(round, leaf);
	if (reach <= 0) return;
	const own = nodeComponents[tree.leafNodes[leaf]];
	round.walk({
		leaf,
		reach,
		skips: (node) => (own >= 0 && nodeComponents[node] === own) || nodeFloors[node] >= reach,
		meet: (other) => (reach = kernel.nearestOther(leaf, other)),
	});
	learn(round, leaf);
}

/** Sets what each row of a leaf has to beat, 0 for one that cannot; returns the largest. */
function ask({ tree, kernel, atLeast, best }: Round, leaf: number): number {
	let reach = 0;
	for (let slot = leaf * LEAF_ROWS; slot < Math.min((leaf + 1) * LEAF_ROWS, tree.rows); slot += 1) {
		const toBeat = best[kernel.components[slot]];
		const asks = atLeast[slot] < toBeat;
		kernel.best[slot] = asks ? toBeat : 0;
		kernel.bestSlots[slot] = -1;
		if (asks) reach = Math.max(reach, toBeat);
	}
	return reach;
}

function learn(round: Round, leaf: number): void {
	const { tree, kernel, atLeast, knownTo, knownWeights } = round;
	for (let slot = leaf * LEAF_ROWS; slot < Math.min((leaf + 1) * LEAF_ROWS, tree.rows); slot += 1) {
		const weight = kernel.best[slot];
		const found = kernel.bestSlots[slot];
		// A row that did not ask has nothing to beat; one that found an equal row has nothing left to beat.
		if (weight === 0 && found < 0) continue;
		atLeast[slot] = weight;
		if (found < 0) continue;
		knownTo[slot] = found;
		knownWeights[slot] = weight;
		offer(round, { from: slot, to: found, weight });
	}
}

function addBest(
	{ tree, sets, kernel, best, bestFrom, bestTo }: Round,
	edges: { from: number; to: number; squared: number }[],
): void {
	for (let slot = 0; slot < tree.rows; slot += 1) {
		if (kernel.components[slot] !== slot || best[slot] === Infinity) continue;
		const [from, to] = [bestFrom[slot], bestTo[slot]];
		if (sets.unite(from, to)) edges.push({ from, to, squared: best[slot] });
	}
}
