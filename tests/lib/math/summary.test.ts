import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { matrixOf } from '../../../lib/math/matrix';
import { rowOf, sampleRows, takeRows } from '../../../lib/math/rows';
import { shareMatrix } from '../../../lib/math/sharedMatrix';
import { quantile, sortPresent, summarize } from '../../../lib/math/summary';

describe('a summary', () => {
	test('has the moments of the population', () => {
		const summary = summarize([2, 4, 4, 4, 5, 5, 7, 9]);
		expect(summary).toMatchObject({ count: 8, missing: 0, mean: 5, standardDeviation: 2, minimum: 2, maximum: 9 });
		expect(summary.skewness).toBeCloseTo(0.65625, 12);
	});

	test('leaves out what is missing and says how much', () => {
		expect(summarize([NaN, 1, 3, NaN])).toMatchObject({ count: 2, missing: 2, mean: 2 });
	});

	test('of nothing is not a number', () => {
		expect(summarize([])).toMatchObject({ count: 0, mean: NaN, standardDeviation: NaN });
		expect(summarize([NaN])).toMatchObject({ count: 0, missing: 1, minimum: NaN });
	});

	test('of a constant that is not exactly representable has no skewness', () => {
		const summary = summarize(new Array(1000).fill(0.1));
		expect(summary.skewness).toBe(0);
		expect(summary.standardDeviation).toBeLessThan(1e-12);
	});

	test('of small differences on a large mean keeps them', () => {
		expect(summarize([1e9, 1e9 + 1, 1e9 + 2]).standardDeviation).toBeCloseTo(Math.sqrt(2 / 3), 9);
	});
});

describe('a quantile', () => {
	test('is that of R and NumPy (type 7)', () => {
		const sorted = [1, 2, 3, 4, 10];
		const expected = [[0, 1], [0.1, 1.4], [0.25, 2], [0.5, 3], [0.9, 7.6], [1, 10]];
		for (const [share, value] of expected) expect(quantile(sorted, share)).toBeCloseTo(value, 12);
	});

	test('of one value is that value, of none not a number', () => {
		expect(quantile([7], 0.3)).toBe(7);
		expect(quantile([], 0.5)).toBeNaN();
	});

	test('is taken of sorted present values', () => {
		expect([...sortPresent([3, NaN, -1, 20, 5])]).toEqual([-1, 3, 5, 20]);
	});
});

describe('rows of a matrix', () => {
	const matrix = matrixOf([[1, 2], [3, 4], [5, 6]]);

	test('are views and copies', () => {
		expect([...rowOf(matrix, 1)]).toEqual([3, 4]);
		const taken = takeRows(matrix, [2, 0]);
		taken.values[0] = 99;
		expect([...matrix.values]).toEqual([1, 2, 3, 4, 5, 6]);
		expect([...takeRows(matrix, [2, 0]).values]).toEqual([5, 6, 1, 2]);
	});

	test('are sampled without replacement, upwards, all equally often', () => {
		const hits = new Array<number>(10).fill(0);
		const random = seededRandom(4);
		for (let draw = 0; draw < 2000; draw += 1) {
			const rows = sampleRows(10, 3, random);
			expect(new Set(rows).size).toBe(3);
			expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
			rows.forEach((row) => (hits[row] += 1));
		}
		// 600 expected, standard deviation about 20.
		for (const hit of hits) expect(Math.abs(hit - 600)).toBeLessThan(100);
	});

	test('are all taken when there are not more than asked for', () => {
		expect([...sampleRows(3, 10, seededRandom(1))]).toEqual([0, 1, 2]);
		expect([...sampleRows(0, 10, seededRandom(1))]).toEqual([]);
	});

	test('are shared once', () => {
		const shared = shareMatrix(matrix);
		expect(shared.values.buffer).toBeInstanceOf(SharedArrayBuffer);
		expect([...shared.values]).toEqual([...matrix.values]);
		expect(shareMatrix(shared)).toBe(shared);
	});
});
