import { openNeighbours } from '../../../compute/kernels/neighbours';
import type { NeighboursKernel } from '../../../compute/kernels/neighboursKernel';
import { linkWithin } from '../../../compute/neighbours/linkWithin';
import { growPointTree, type PointTree } from '../../../compute/neighbours/pointTree';
import { walkerOf } from '../../../compute/neighbours/visitLeaves';
import type { Matrix } from '../../../math/matrix';
import { numberBySize } from '../../../math/numberBySize';
import type { DenseClusters, DenseOptions } from './types';

/**
 * DBSCAN (Ester, Kriegel, Sander & Xu 1996). Core: at least `pointsMin` rows, itself included, within the radius. A row
 * that is not core belongs to its nearest core row within the radius, so that no order of rows decides; else to none.
 * The tree serves any number of radii.
 */
export type DenseSearch = (options: DenseOptions) => DenseClusters;

export function openDenseSearch(matrix: Matrix): DenseSearch {
	const tree = growPointTree(matrix);
	const kernel = openNeighbours(tree, 0);
	return ({ radius, pointsMin }) => {
		const squaredRadius = squaredInSingle(radius);
		const core = findCores(tree, kernel, { squaredRadius, enough: pointsMin });
		const components = linkWithin(tree, kernel, { links: core, squaredRadius });
		joinNearestCores(tree, kernel, { components, squaredRadius });
		return inRows(tree, core, components);
	};
}

/** A distance equal to the radius counts as within, though its square was rounded on the way. */
function squaredInSingle(radius: number): number {
	return Math.fround(radius * radius * (1 + 1e-6));
}

function findCores(
	tree: PointTree,
	kernel: NeighboursKernel,
	limits: { readonly squaredRadius: number; readonly enough: number },
): Uint8Array {
	const walk = walkerOf(tree);
	const { squaredRadius, enough } = limits;
	kernel.counts.fill(0);
	for (let leaf = 0; leaf < tree.leaves; leaf += 1) {
		const meet = (other: number): number =>
			kernel.countWithin(leaf, other, limits) === 0 ? -1 : squaredRadius;
		walk({ leaf, reach: squaredRadius, meet });
	}
	return Uint8Array.from(kernel.counts, (count, slot) => (tree.order[slot] >= 0 && count >= enough ? 1 : 0));
}

/** Gives rows that are in no component that of the nearest row that is in one, where it lies within the radius. */
function joinNearestCores(
	tree: PointTree,
	kernel: NeighboursKernel,
	{ components, squaredRadius }: { readonly components: Int32Array; readonly squaredRadius: number },
): void {
	kernel.components.set(components);
	kernel.floors.fill(0);
	// A little more, because only less than the best so far is found.
	const reach = Math.fround(squaredRadius * (1 + 2 ** -22));
	kernel.best.set(Float32Array.from(components, (component) => (component < 0 ? reach : 0)));
	kernel.bestSlots.fill(-1);
	const walk = walkerOf(tree);
	for (let leaf = 0; leaf < tree.leaves; leaf += 1) {
		walk({ leaf, reach, meet: (other) => kernel.nearestOther(leaf, other) });
	}
	kernel.bestSlots.forEach((found, slot) => {
		if (components[slot] < 0 && found >= 0) components[slot] = kernel.components[found];
	});
}

function inRows({ order, rows }: PointTree, core: Uint8Array, components: Int32Array): DenseClusters {
	const labels = new Int32Array(rows);
	const isCore = new Uint8Array(rows);
	order.forEach((row, slot) => {
		if (row < 0) return;
		labels[row] = components[slot];
		isCore[row] = core[slot];
	});
	return { ...numberBySize(labels), isCore };
}
