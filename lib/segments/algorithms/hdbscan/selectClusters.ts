import type { CondensedTree } from './types';

export interface Selection {
	/** Clusters of the condensed tree that were taken, none inside another. */
	readonly chosen: readonly number[];
	/** Excess of mass of every cluster of the tree: sum over its rows of density when leaving − density at birth. */
	readonly masses: Float64Array;
}

/**
 * The clusters with the largest total excess of mass (Campello, Moulavi & Sander 2013, section 5). The first cluster,
 * everything, is never taken: one cluster is no segmentation.
 */
export function selectClusters(tree: CondensedTree): Selection {
	const masses = massesOf(tree);
	return { chosen: outermost(tree, beatParts(tree, masses)), masses };
}

/** 1 for each cluster whose mass is at least that of the best choice among its parts. */
function beatParts({ parents }: CondensedTree, masses: Float64Array): Uint8Array {
	const best = masses.slice();
	const below = new Float64Array(masses.length);
	const beats = new Uint8Array(masses.length);
	// A cluster is numbered after the one it split from, so that parts come first this way.
	for (let cluster = masses.length - 1; cluster > 0; cluster -= 1) {
		beats[cluster] = best[cluster] >= below[cluster] ? 1 : 0;
		if (beats[cluster] === 0) best[cluster] = below[cluster];
		below[parents[cluster]] += best[cluster];
	}
	return beats;
}

function outermost({ parents }: CondensedTree, beats: Uint8Array): number[] {
	const chosen: number[] = [];
	const isCovered = new Uint8Array(parents.length);
	for (let cluster = 1; cluster < parents.length; cluster += 1) {
		const isInside = isCovered[parents[cluster]] === 1;
		if (!isInside && beats[cluster] === 1) chosen.push(cluster);
		isCovered[cluster] = isInside || beats[cluster] === 1 ? 1 : 0;
	}
	return chosen;
}

function massesOf({ parents, births, sizes, lastCluster, leftAt }: CondensedTree): Float64Array {
	const masses = new Float64Array(parents.length);
	lastCluster.forEach((cluster, row) => (masses[cluster] += leftAt[row] - births[cluster]));
	for (let cluster = 1; cluster < parents.length; cluster += 1) {
		const parent = parents[cluster];
		masses[parent] += sizes[cluster] * (births[cluster] - births[parent]);
	}
	return masses;
}
