import type { ReachabilityTree } from './reachabilityTree';

/** Rows in the order in which density reaches them, and the distance at which it does; valleys are clusters. */
export interface ReachabilityOrder {
	readonly order: Int32Array;
	/** Of the row at each place of the order; infinity for the first. */
	readonly reachability: Float64Array;
}

/**
 * The reachability plot of OPTICS (Ankerst, Breunig, Kriegel & Sander 1999), read from the tree of mutual reachability: the
 * next row is always the one that is reached at the least distance. Its radius is unlimited, and a distance counts the core
 * of both rows, not of the first alone, so that the plot does not depend on where it starts but for its order.
 */
export function reachabilityOrder(tree: ReachabilityTree, first = 0): ReachabilityOrder {
	const edges = edgesByRow(tree);
	const order = new Int32Array(tree.rows);
	const reachability = new Float64Array(tree.rows);
	const isReached = new Uint8Array(tree.rows);
	// Edges are numbered from the lightest on, so that the number of an edge is its place in the queue.
	const queue = lightestFirst();
	let [row, distance] = [first, Infinity];
	for (let place = 0; place < tree.rows; place += 1) {
		order[place] = row;
		reachability[place] = distance;
		isReached[row] = 1;
		for (const edge of edges[row]) queue.add(edge);
		for (let edge = queue.take(); edge !== undefined; edge = queue.take()) {
			row = isReached[tree.from[edge]] === 1 ? tree.to[edge] : tree.from[edge];
			distance = tree.weights[edge];
			if (isReached[row] === 0) break;
		}
	}
	return { order, reachability };
}

function edgesByRow({ rows, from, to }: ReachabilityTree): number[][] {
	const edges: number[][] = Array.from({ length: rows }, () => []);
	from.forEach((row, edge) => {
		edges[row].push(edge);
		edges[to[edge]].push(edge);
	});
	return edges;
}

/** A binary heap of numbers (Williams 1964). */
function lightestFirst(): { add(value: number): void; take(): number | undefined } {
	const heap: number[] = [];
	const swap = (one: number, other: number): void => {
		[heap[one], heap[other]] = [heap[other], heap[one]];
	};
	const sink = (from: number): void => {
		for (let at = from; ; ) {
			let least = at;
			for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && heap[child] < heap[least]) least = child;
			if (least === at) return;
			swap(at, least);
			at = least;
		}
	};
	return {
		add: (value) => {
			heap.push(value);
			for (let at = heap.length - 1; at > 0; ) {
				const parent = (at - 1) >> 1;
				if (heap[parent] <= heap[at]) return;
				swap(parent, at);
				at = parent;
			}
		},
		take: () => {
			if (heap.length === 0) return undefined;
			swap(0, heap.length - 1);
			const taken = heap.pop();
			sink(0);
			return taken;
		},
	};
}
