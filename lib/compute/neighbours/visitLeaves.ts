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
	const { left, right, firstLeaf, leafNodes } = tree;
	const nodes = new Int32Array(128);
	const distances = new Float64Array(128);
	return ({ leaf, reach: startReach, skips, meet }) => {
		const from = leafNodes[leaf];
		let reach = startReach;
		let depth = 1;
		nodes[0] = 0;
		distances[0] = 0;
		while (depth > 0) {
			depth -= 1;
			const node = nodes[depth];
			if (distances[depth] > reach || skips?.(node) === true) continue;
			if (left[node] < 0) {
				reach = meet(firstLeaf[node]);
				continue;
			}
			const near = boxDistance(tree, from, left[node]) * SAFETY;
			const far = boxDistance(tree, from, right[node]) * SAFETY;
			const leftFirst = near < far || (near === far && firstLeaf[right[node]] > leaf);
			nodes[depth] = leftFirst ? right[node] : left[node];
			distances[depth] = leftFirst ? far : near;
			nodes[depth + 1] = leftFirst ? left[node] : right[node];
			distances[depth + 1] = leftFirst ? near : far;
			depth += 2;
		}
	};
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
