import type { CondensedTree, MergeTree } from './types';

/** A group of rows on its way down the tree. */
interface Falling {
	readonly group: number;
	readonly cluster: number;
}

interface Condensing {
	readonly tree: MergeTree;
	readonly sizeMin: number;
	readonly densities: Float64Array;
	readonly parents: number[];
	readonly births: number[];
	readonly sizes: number[];
	readonly lastCluster: Int32Array;
	readonly leftAt: Float64Array;
}

/**
 * Reads the merges from the top (Campello, Moulavi & Sander 2013; McInnes & Healy 2017): where a cluster falls into two
 * parts of at least `sizeMin` rows, two clusters begin; a smaller part just leaves it.
 */
export function condenseTree(tree: MergeTree, sizeMin: number): CondensedTree {
	const condensing: Condensing = {
		tree,
		sizeMin,
		densities: densitiesOf(tree),
		parents: [-1],
		births: [0],
		sizes: [tree.rows],
		lastCluster: new Int32Array(tree.rows),
		leftAt: new Float64Array(tree.rows),
	};
	const waiting: Falling[] = tree.left.length === 0 ? [] : [{ group: tree.rows + tree.left.length - 1, cluster: 0 }];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		waiting.push(...split(condensing, next));
	}
	return {
		parents: Int32Array.from(condensing.parents),
		births: Float64Array.from(condensing.births),
		sizes: Int32Array.from(condensing.sizes),
		lastCluster: condensing.lastCluster,
		leftAt: condensing.leftAt,
	};
}

/** What is left to look at after a group has fallen into its parts. */
function split(condensing: Condensing, { group, cluster }: Falling): Falling[] {
	const { tree, sizeMin, densities } = condensing;
	const density = densities[group - tree.rows];
	const large: number[] = [];
	for (const part of partsOf(tree, group)) {
		if (sizeOf(tree, part) >= sizeMin) large.push(part);
		else leave(condensing, part, { cluster, density });
	}
	if (large.length < 2) return large.map((part) => ({ group: part, cluster }));
	return large.map((part) => ({ group: part, cluster: begin(condensing, part, { cluster, density }) }));
}

/** Distances that differ by less than single precision tells apart are the same. */
const TIE = 1 - 1e-5;

/**
 * What a group falls into at its distance: two halves, and their halves where those hold together at the same distance
 * only, because which of equal merges came first is chance.
 */
function partsOf(tree: MergeTree, group: number): number[] {
	const least = tree.distances[group - tree.rows] * TIE;
	const parts: number[] = [];
	const waiting = [group];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		const isTied = next >= tree.rows && tree.distances[next - tree.rows] >= least;
		if (isTied) waiting.push(tree.right[next - tree.rows], tree.left[next - tree.rows]);
		else parts.push(next);
	}
	return parts;
}

interface Place {
	readonly cluster: number;
	readonly density: number;
}

function begin({ tree, parents, births, sizes }: Condensing, group: number, { cluster, density }: Place): number {
	parents.push(cluster);
	births.push(density);
	sizes.push(sizeOf(tree, group));
	return parents.length - 1;
}

/** All rows of a group leave a cluster at a density. */
function leave({ tree, lastCluster, leftAt }: Condensing, group: number, { cluster, density }: Place): void {
	const groups = [group];
	for (let next = groups.pop(); next !== undefined; next = groups.pop()) {
		if (next >= tree.rows) {
			groups.push(tree.left[next - tree.rows], tree.right[next - tree.rows]);
			continue;
		}
		lastCluster[next] = cluster;
		leftAt[next] = density;
	}
}

function sizeOf({ rows, sizes }: MergeTree, group: number): number {
	return group < rows ? 1 : sizes[group - rows];
}

/** Share of the mean distance below which rows count as equally near: the density of equal rows stays a number. */
const LEAST_SHARE = 1e-4;

function densitiesOf({ distances }: MergeTree): Float64Array {
	const mean = distances.reduce((sum, distance) => sum + distance, 0) / Math.max(1, distances.length);
	const least = mean > 0 ? mean * LEAST_SHARE : 1;
	return distances.map((distance) => 1 / Math.max(distance, least));
}
