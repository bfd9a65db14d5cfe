import { disjointSets, type DisjointSets } from '../../math/disjointSets';
import { LEAF_ROWS, type NeighboursKernel } from '../kernels/neighboursKernel';
import type { PointTree } from './pointTree';
import { boxDistance } from './visitLeaves';

/** A node with no row to link, and one with rows of several components. */
const EMPTY = -1;
const MIXED = -2;
/** Boxes are measured in double precision, rows in single. */
const SAFETY = 1 + 1e-5;

interface Linking {
	readonly tree: PointTree;
	readonly kernel: NeighboursKernel;
	readonly squaredRadius: number;
	readonly sets: DisjointSets;
	/** Node → a slot of its one component, EMPTY or MIXED. */
	readonly components: Int32Array;
}

/**
 * Components of the slots that `links` marks with 1: two of them within the radius of each other are in one. Works from
 * the leaves up, so that near rows are one component before far ones are compared, and two nodes of the same component
 * never meet: of a dense cloud only a small part of all pairs within the radius is ever measured.
 */
export function linkWithin(
	tree: PointTree,
	kernel: NeighboursKernel,
	{ links, squaredRadius }: { readonly links: Uint8Array; readonly squaredRadius: number },
): Int32Array {
	const sets = disjointSets(links.length);
	kernel.components.set(Int32Array.from(links, (link, slot) => (link === 1 ? slot : -1)));
	const components = new Int32Array(tree.left.length).fill(MIXED);
	if (tree.leaves > 0) linkNode({ tree, kernel, squaredRadius, sets, components }, 0);
	return Int32Array.from(links, (link, slot) => (link === 1 ? sets.find(slot) : -1));
}

function linkNode(linking: Linking, node: number): void {
	const { left, right } = linking.tree;
	if (left[node] < 0) {
		linkLeaves(linking, node, node);
	} else {
		linkNode(linking, left[node]);
		linkNode(linking, right[node]);
		linkAcross(linking, left[node], right[node]);
	}
	componentOf(linking, node);
}

function linkAcross(linking: Linking, one: number, other: number): void {
	const { tree } = linking;
	if (!mayLink(linking, one, other)) return;
	if (tree.left[one] < 0 && tree.left[other] < 0) {
		linkLeaves(linking, one, other);
		return;
	}
	const [split, kept] = spanOf(tree, one) >= spanOf(tree, other) ? [one, other] : [other, one];
	const [left, right] = [tree.left[split], tree.right[split]];
	const leftFirst = boxDistance(tree, left, kept) <= boxDistance(tree, right, kept);
	linkAcross(linking, leftFirst ? left : right, kept);
	linkAcross(linking, leftFirst ? right : left, kept);
}

/** Whether two nodes have anything to link: rows of different components, not too far apart. */
function mayLink(linking: Linking, one: number, other: number): boolean {
	const here = componentOf(linking, one);
	const there = componentOf(linking, other);
	if (here === EMPTY || there === EMPTY) return false;
	const { tree, sets, squaredRadius } = linking;
	if (here >= 0 && there >= 0 && sets.find(here) === sets.find(there)) return false;
	return boxDistance(tree, one, other) <= squaredRadius * SAFETY;
}

/** Nodes in the left half of a node, from their numbers: the right half comes after all of them. 0 for a leaf. */
function spanOf({ left, right }: PointTree, node: number): number {
	return left[node] < 0 ? 0 : right[node] - left[node];
}

/** Unites what lies within the radius, pair after pair, until no pair of different components is left. */
function linkLeaves(linking: Linking, one: number, other: number): void {
	const { tree, kernel, squaredRadius, sets } = linking;
	const query = tree.firstLeaf[one];
	const members = tree.firstLeaf[other];
	refresh(linking, query);
	refresh(linking, members);
	for (let from = 0; ; ) {
		const pair = kernel.firstLink(query, members, { squaredRadius, from });
		if (pair < 0) return;
		from = Math.floor(pair / LEAF_ROWS);
		sets.unite(query * LEAF_ROWS + from, members * LEAF_ROWS + (pair % LEAF_ROWS));
		refresh(linking, query);
		if (members !== query) refresh(linking, members);
	}
}

/** Tells the kernel the present components of a leaf. */
function refresh({ kernel, sets }: Linking, leaf: number): void {
	const { components } = kernel;
	for (let slot = leaf * LEAF_ROWS; slot < (leaf + 1) * LEAF_ROWS; slot += 1) {
		if (components[slot] >= 0) components[slot] = sets.find(components[slot]);
	}
}

/** What is known of a node; one that was mixed may have become one component since. */
function componentOf(linking: Linking, node: number): number {
	const { tree, components } = linking;
	if (components[node] !== MIXED) return components[node];
	components[node] = tree.left[node] < 0 ? ofLeaf(linking, node) : ofHalves(linking, node);
	return components[node];
}

function ofLeaf({ tree, kernel, sets }: Linking, node: number): number {
	let found = EMPTY;
	const first = tree.firstLeaf[node] * LEAF_ROWS;
	for (let slot = first; slot < first + LEAF_ROWS; slot += 1) {
		const component = kernel.components[slot];
		if (component < 0) continue;
		if (found === EMPTY) found = sets.find(component);
		else if (sets.find(component) !== found) return MIXED;
	}
	return found;
}

function ofHalves({ tree, components, sets }: Linking, node: number): number {
	const here = components[tree.left[node]];
	const there = components[tree.right[node]];
	if (here === EMPTY) return there;
	if (there === EMPTY) return here;
	if (here === MIXED || there === MIXED) return MIXED;
	return sets.find(here) === sets.find(there) ? here : MIXED;
}
