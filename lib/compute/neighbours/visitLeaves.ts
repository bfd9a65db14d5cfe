import type { PointTree } from './pointTree';

/** Distances of boxes are summed in double precision, those of rows in single: so much may be lost on the way. */
const SAFETY = 1 - 1e-5;

export interface Visit {
	/** The leaf from which one looks. */
	readonly leaf: number;
	/** Squared distance within which leaves are visited. */
	readonly reach: number;
	/** Whether a node, and all below it, is of no use. */
	readonly skips?: (node: number) => boolean;
	/** Called with each leaf, near ones first; returns the squared reach from here on. */
	readonly meet: (leaf: number) => number;
}

/** Visits all leaves within reach of a leaf, itself included, and shrinks the reach on the way. */
export type Walker = (visit: Visit) => void;

export function walkerOf(tree: PointTree): Walker {
	const { left, firstLeaf, leafNodes } = tree;
	const waiting: Waiting = { nodes: new Int32Array(DEPTH_MAX), distances: new Float64Array(DEPTH_MAX), count: 0 };
	return ({ leaf, reach: startReach, skips, meet }) => {
		let reach = startReach;
		waiting.nodes[0] = 0;
		waiting.distances[0] = 0;
		waiting.count = 1;
		while (waiting.count > 0) {
			waiting.count -= 1;
			const node = waiting.nodes[waiting.count];
			if (waiting.distances[waiting.count] > reach || skips?.(node) === true) continue;
			if (left[node] < 0) reach = meet(firstLeaf[node]);
			else addHalves(waiting, { tree, node, from: leafNodes[leaf] });
		}
	};
}

/** Two places a level; trees are halved, so that 2^64 leaves would be needed to fill it. */
const DEPTH_MAX = 128;

/** Nodes yet to be visited, the next one last. */
interface Waiting {
	readonly nodes: Int32Array;
	readonly distances: Float64Array;
	count: number;
}

/** Puts both halves of a node on the list, the nearer one to be next; of equally near ones that of the leaf itself. */
function addHalves(
	waiting: Waiting,
	{ tree, node, from }: { readonly tree: PointTree; readonly node: number; readonly from: number },
): void {
	const { left, right } = tree;
	const toLeft = boxDistance(tree, from, left[node]) * SAFETY;
	const toRight = boxDistance(tree, from, right[node]) * SAFETY;
	const leftFirst = toLeft < toRight || (toLeft === toRight && from < right[node]);
	const { nodes, distances, count } = waiting;
	nodes[count] = leftFirst ? right[node] : left[node];
	distances[count] = leftFirst ? toRight : toLeft;
	nodes[count + 1] = leftFirst ? left[node] : right[node];
	distances[count + 1] = leftFirst ? toLeft : toRight;
	waiting.count += 2;
}

/** Squared distance between the boxes of two nodes. */
export function boxDistance({ columns, lows, highs }: PointTree, one: number, other: number): number {
	let sum = 0;
	let here = one * columns;
	let there = other * columns;
	for (let column = 0; column < columns; column += 1, here += 1, there += 1) {
		const above = lows[there] - highs[here];
		const below = lows[here] - highs[there];
		const apart = above > below ? above : below;
		if (apart > 0) sum += apart * apart;
	}
	return sum;
}
