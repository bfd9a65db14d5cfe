import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Defect } from '../../../lib/core/errors';
import { explainedShare } from '../../../lib/math/explainedShare';
import { properties } from '../../support/properties';

/** R's data set PlantGrowth: dried weight of plants, ten under each of three conditions (Dobson 1983). */
const plantGrowth = [
	[4.17, 5.58, 5.18, 6.11, 4.5, 4.61, 5.17, 4.53, 5.33, 5.14],
	[4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
	[6.31, 5.12, 5.54, 5.5, 5.37, 5.29, 4.92, 6.15, 5.8, 5.26],
];

test('is the adjusted R² of R: summary(lm(weight ~ group, PlantGrowth))', () => {
	const groups = plantGrowth.flatMap((values, group) => values.map(() => group));
	expect(explainedShare(plantGrowth.flat(), groups)).toBeCloseTo(0.2096, 4);
});

test('is 1 when groups say all, below 0 when they say less than chance, and null when nothing can be said', () => {
	expect(explainedShare([1, 1, 5, 5], [0, 0, 1, 1])).toBe(1);
	expect(explainedShare([1, 5, 1, 5], [0, 0, 1, 1])).toBeCloseTo(-0.5, 12);
	expect(explainedShare([3, 3, 3], [0, 1, 1])).toBeNull();
	expect(explainedShare([1, 2, 3], [0, 1, 2])).toBeNull();
	expect(explainedShare([], [])).toBeNull();
	expect(() => explainedShare([1], [])).toThrow(Defect);
});

test('weights count rows: the same as the rows written so many times', () => {
	const row = fc.record({ value: fc.integer({ min: -9, max: 9 }), group: fc.integer({ min: 0, max: 3 }), times: fc.integer({ min: 0, max: 3 }) });
	fc.assert(
		fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
			const weighted = explainedShare(rows.map(({ value }) => value), rows.map(({ group }) => group), rows.map(({ times }) => times));
			const written = rows.flatMap((one) => Array.from({ length: one.times }, () => one));
			const repeated = explainedShare(written.map(({ value }) => value), written.map(({ group }) => group));
			if (repeated === null) expect(weighted).toBeNull();
			else expect(weighted).toBeCloseTo(repeated, 9);
		}),
		properties(200),
	);
});

test('is the same whatever groups are called, and at most 1', () => {
	const row = fc.tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.integer({ min: 0, max: 4 }));
	fc.assert(
		fc.property(fc.array(row, { minLength: 6, maxLength: 40 }), (rows) => {
			const values = rows.map(([value]) => value);
			const share = explainedShare(values, rows.map(([, group]) => group));
			const renamed = explainedShare(values, rows.map(([, group]) => 4 - group));
			if (share === null || renamed === null) return expect(share).toBe(renamed);
			expect(renamed).toBeCloseTo(share, 9);
			expect(share).toBeLessThanOrEqual(1 + 1e-9);
		}),
		properties(200),
	);
});
