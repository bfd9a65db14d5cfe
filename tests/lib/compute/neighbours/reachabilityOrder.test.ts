import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reachabilityOrder } from '../../../../lib/compute/neighbours/reachabilityOrder';
import { reachabilityTree } from '../../../../lib/compute/neighbours/reachabilityTree';
import { euclideanDistance } from '../../../../lib/math/distance';
import { matrixOf, type Matrix } from '../../../../lib/math/matrix';
import { rowOf } from '../../../../lib/math/rows';
import { blobs } from '../../../support/blobs';
import { properties } from '../../../support/properties';

/** OPTICS as its paper has it, over all pairs, with the core distance of both rows. */
function optics(matrix: Matrix, neighbours: number): number[] {
	const rows = [...Array(matrix.rows).keys()];
	const distances = rows.map((row) => rows.map((other) => euclideanDistance(rowOf(matrix, row), rowOf(matrix, other))));
	const core = distances.map((line, row) => line.filter((_, other) => other !== row).sort((a, b) => a - b)[neighbours - 1]);
	const reach = rows.map(() => Infinity);
	const waiting = new Set(rows);
	const plot: number[] = [];
	for (let row = 0; waiting.size > 0; ) {
		plot.push(reach[row]);
		waiting.delete(row);
		for (const other of waiting) reach[other] = Math.min(reach[other], Math.max(core[row], core[other], distances[row][other]));
		row = [...waiting].reduce((nearest, other) => (nearest < 0 || reach[other] < reach[nearest] ? other : nearest), -1);
	}
	return plot;
}

test('the reachability plot is that of OPTICS over all pairs', () => {
	const shapes = fc.record({ rows: fc.integer({ min: 8, max: 120 }), columns: fc.integer({ min: 1, max: 5 }), seed: fc.integer() });
	const property = fc.property(shapes, fc.integer({ min: 1, max: 5 }), (shape, neighbours) => {
		const { matrix } = blobs({ ...shape, clusters: 3, apart: 5 });
		const { order, reachability } = reachabilityOrder(reachabilityTree(matrix, { neighbours }));
		expect([...order].sort((a, b) => a - b)).toEqual([...Array(matrix.rows).keys()]);
		const plot = optics(matrix, neighbours);
		// Rows that are reached at the same distance may change places; the valleys stay.
		const depths = (values: ArrayLike<number>): number[] => Array.from(values).slice(1).sort((a, b) => a - b);
		depths(reachability).forEach((depth, at) => expect(depth).toBeCloseTo(depths(plot)[at], 4));
		expect(reachability[0]).toBe(Infinity);
	});
	fc.assert(property, properties(30));
});

test('valleys of the plot are clusters: a wall stands between two groups', () => {
	const matrix = matrixOf([0, 1, 2, 3, 100, 101, 102, 103].map((x) => [x]));
	const { order, reachability } = reachabilityOrder(reachabilityTree(matrix, { neighbours: 1 }));
	expect([...order]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
	expect([...reachability]).toEqual([Infinity, 1, 1, 1, 97, 1, 1, 1]);
});

test('one row makes a plot of one', () => {
	expect(reachabilityOrder(reachabilityTree(matrixOf([[4]]), { neighbours: 3 }))).toEqual({
		order: Int32Array.of(0),
		reachability: Float64Array.of(Infinity),
	});
});
