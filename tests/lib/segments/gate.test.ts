import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gateSegment } from '../../../lib/segments/gateSegment';
import { mergeSmall } from '../../../lib/segments/mergeSmall';
import { decideRedraw } from '../../../lib/segments/identity/decideRedraw';
import { properties } from '../../support/properties';

const matrixOf = (rows: readonly (readonly number[])[]) => ({
	rows: rows.length, columns: rows[0]?.length ?? 0, values: Float32Array.from(rows.flat()),
});

test('a segment is published from the floor on and from a stability of 0.75 on; an unknown stability is no reason', () => {
	const asked = { size: 100, stability: 0.75, floor: 100, insists: false };
	expect(gateSegment(asked)).toBeUndefined();
	expect(gateSegment({ ...asked, stability: null })).toBeUndefined();
	expect(gateSegment({ ...asked, size: 99 })).toBe('99 customers are fewer than the floor of 100');
	expect(gateSegment({ ...asked, stability: 0.74 })).toContain('only 74 % of it comes back');
	expect(gateSegment({ ...asked, refusal: 'no groups stand out' })).toBe('no groups stand out');
});

test('an owner who insists publishes what is not stable, and never what is too small', () => {
	const asked = { size: 100, stability: 0.2, floor: 100, insists: true, refusal: 'no groups stand out' };
	expect(gateSegment(asked)).toBeUndefined();
	expect(gateSegment({ ...asked, size: 99 })).toContain('floor');
});

test('a small cluster joins the one whose customers are nearest, the smallest first', () => {
	// At 0 (4 rows), 10 (3 rows), 11 (1 row), 2 (2 rows): 11 joins 10, then 2 joins 0.
	const matrix = matrixOf([[0], [0], [0], [0], [10], [10], [10], [11], [2], [2]]);
	const labels = [0, 0, 0, 0, 1, 1, 1, 3, 2, 2];
	const { groupOf, merged } = mergeSmall(matrix, labels, { clusters: 4, sizeMin: 3 });
	expect(groupOf).toEqual([0, 1, 0, 1]);
	expect(merged).toEqual([{ cluster: 3, into: 1 }, { cluster: 2, into: 0 }]);
	expect(mergeSmall(matrix, labels, { clusters: 4, sizeMin: 1 })).toEqual({ groupOf: [0, 1, 2, 3], merged: [] });
	expect(mergeSmall(matrix, labels, { clusters: 4, sizeMin: 99 }).groupOf).toEqual([0, 0, 0, 0]);
	expect(mergeSmall(matrixOf([]), [], { clusters: 0, sizeMin: 9 })).toEqual({ groupOf: [], merged: [] });
});

test('whatever the clusters, every group is large enough or the only one, and nobody changes sides twice', () => {
	const row = fc.record({ at: fc.integer({ min: -50, max: 50 }), label: fc.integer({ min: -1, max: 5 }) });
	fc.assert(
		fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (rows, sizeMin) => {
			const labels = rows.map(({ label }) => label);
			const { groupOf } = mergeSmall(matrixOf(rows.map(({ at }) => [at])), labels, { clusters: 6, sizeMin });
			const sizes = new Map<number, number>(groupOf.map((group) => [group, 0]));
			for (const label of labels) if (label >= 0) sizes.set(groupOf[label], (sizes.get(groupOf[label]) ?? 0) + 1);
			if (sizes.size > 1) for (const size of sizes.values()) expect(size).toBeGreaterThanOrEqual(sizeMin);
			expect([...sizes.keys()].sort()).toEqual(Array.from({ length: sizes.size }, (_, group) => group));
		}),
		properties(200),
	);
});

test('borders are redrawn for other segments or clearly better ones, and stay where looking again gains nothing', () => {
	const kept = [0, 1, 2].map((cluster) => ({ id: `segment-${cluster + 1}`, cluster, by: 'people' as const, overlap: 0.9 }));
	const same = { present: 3, found: 3, kept, agreement: 0.94, borders: { before: 0.3, after: 0.31 } };
	expect(decideRedraw(same)).toMatchObject({ redraw: false, because: expect.stringContaining('94 % of the customers') as string });
	expect(decideRedraw({ ...same, borders: { before: 0.2, after: 0.31 } }).redraw).toBe(true);
	expect(decideRedraw({ ...same, found: 4 }).redraw).toBe(false);
	expect(decideRedraw({ ...same, found: 4, borders: { before: 0.25, after: 0.31 } })).toEqual({
		redraw: true,
		because: 'Redrawn: customers now fall into 4 groups instead of 3, and new borders keep customers clearly further apart (separation 0.31, until now 0.25).',
	});
	// One segment came and another went: what gains nothing is the same customers cut another way.
	expect(decideRedraw({ ...same, kept: kept.slice(1), borders: { before: 0.29, after: 0.31 } }).redraw).toBe(true);
	expect(decideRedraw({ ...same, kept: kept.slice(1), borders: { before: 0.305, after: 0.31 } }).redraw).toBe(false);
	expect(decideRedraw({ ...same, borders: { before: null, after: 0.3 } }).redraw).toBe(true);
});
