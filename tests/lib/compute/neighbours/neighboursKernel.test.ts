import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openNeighbours } from '../../../../lib/compute/kernels/neighbours';
import { neighboursTwin } from '../../../../lib/compute/kernels/neighbours.twin';
import { LEAF_ROWS, type NeighboursKernel } from '../../../../lib/compute/kernels/neighboursKernel';
import { growPointTree, type PointTree } from '../../../../lib/compute/neighbours/pointTree';
import { seededRandom } from '../../../../lib/core/random';
import type { Matrix } from '../../../../lib/math/matrix';
import { properties } from '../../../support/properties';

interface Shape {
	readonly rows: number;
	readonly columns: number;
	readonly count: number;
	readonly seed: number;
}

/** Rows around a leaf's border, columns around the look at whether all are out of reach. */
const shapes: fc.Arbitrary<Shape> = fc.record({
	rows: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(31, 32, 33, 64, 65, 97)),
	columns: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(15, 16, 17, 24)),
	count: fc.integer({ min: 1, max: 12 }),
	seed: fc.integer(),
});

/** Many equal values, so that ties happen. */
function numbers(rows: number, columns: number, seed: number): Matrix {
	const random = seededRandom(seed);
	const values = Float32Array.from({ length: rows * columns }, () =>
		random.next() < 0.3 ? random.integer(3) : random.normal() * 3,
	);
	return { rows, columns, values };
}

/** Everything both kernels were told and said, over all pairs of leaves. */
function compare(shape: Shape, prepare: (kernel: NeighboursKernel, tree: PointTree) => void, meet: Meet): void {
	const tree = growPointTree(numbers(shape.rows, shape.columns, shape.seed));
	const [said, twinSaid] = [openNeighbours, neighboursTwin].map((open) => {
		const kernel = open(tree, shape.count);
		prepare(kernel, tree);
		const answers: number[] = [];
		for (let query = 0; query < tree.leaves; query += 1) {
			for (let members = 0; members < tree.leaves; members += 1) answers.push(meet(kernel, query, members));
		}
		const { distances, slots, counts, components, best, bestSlots } = kernel;
		return { answers, distances, slots, counts, components, best, bestSlots };
	});
	expect(said).toEqual(twinSaid);
}

type Meet = (kernel: NeighboursKernel, query: number, members: number) => number;

/** Components and floors that differ from slot to slot, some in none. */
function scatter(kernel: NeighboursKernel, tree: PointTree): void {
	kernel.components.forEach((_, slot) => (kernel.components[slot] = slot < tree.rows ? (slot * 7) % 5 - 1 : -1));
	kernel.floors.forEach((_, slot) => (kernel.floors[slot] = (slot % 4) * 2));
	kernel.best.fill(40);
	kernel.bestSlots.fill(-1);
}

describe('the neighbour kernel does with the same bits as its twin:', () => {
	test.each<[string, (kernel: NeighboursKernel, tree: PointTree) => void, Meet]>([
		['lists of nearest others', () => undefined, (kernel, query, members) => kernel.addNearest(query, members)],
		['counting within a radius', () => undefined, (kernel, query, members) => kernel.countWithin(query, members, { squaredRadius: 18, enough: 9 })],
		['finding a link', scatter, (kernel, query, members) => kernel.firstLink(query, members, { squaredRadius: 12, from: query % 3 })],
		['finding the nearest of another component', scatter, (kernel, query, members) => kernel.nearestOther(query, members)],
	])('%s', (_title, prepare, meet) => {
		fc.assert(fc.property(shapes, (shape) => compare(shape, prepare, meet)), properties(60));
	});
});

test('a radius of the very distance of two rows counts both', () => {
	const tree = growPointTree({ rows: 2, columns: 1, values: Float32Array.of(0, 3) });
	const kernel = openNeighbours(tree, 1);
	expect(kernel.countWithin(0, 0, { squaredRadius: 9, enough: 2 })).toBe(0);
	expect([...kernel.counts.subarray(0, 2)]).toEqual([2, 2]);
});

test('two kernels have memories of their own', () => {
	const near = openNeighbours(growPointTree({ rows: 2, columns: 1, values: Float32Array.of(0, 1) }), 1);
	const far = openNeighbours(growPointTree({ rows: 2, columns: 1, values: Float32Array.of(0, 9) }), 1);
	near.addNearest(0, 0);
	far.addNearest(0, 0);
	expect([near.distances[0], far.distances[0]]).toEqual([1, 81]);
	expect(near.distances).toHaveLength(LEAF_ROWS);
});
