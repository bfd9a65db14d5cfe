import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Defect } from '../../../lib/core/errors';
import { jaccardMatrix } from '../../../lib/math/jaccard';
import { matchClusters } from '../../../lib/math/matchClusters';
import { optimalAssignment } from '../../../lib/math/optimalAssignment';
import { properties } from '../../support/properties';

describe('the optimal assignment', () => {
	test('is that of scipy.optimize.linear_sum_assignment', () => {
		expect(optimalAssignment([[4, 1, 3], [2, 0, 5], [3, 2, 2]])).toEqual([1, 0, 2]);
	});

	test('beats taking the best pair first', () => {
		// Greedy takes 0.9 + 0.1 = 1.0; the other diagonal is worth 1.6.
		expect(optimalAssignment([[-0.9, -0.8], [-0.8, -0.1]])).toEqual([1, 0]);
	});

	test('leaves over what has no partner, on either side', () => {
		expect(optimalAssignment([[5, 1, 9]])).toEqual([1]);
		expect(optimalAssignment([[5], [1], [9]])).toEqual([-1, 0, -1]);
		expect(optimalAssignment([])).toEqual([]);
	});

	test('costs no more than any other pairing', () => {
		const costs = fc.integer({ min: 1, max: 5 }).chain((size) =>
			fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: size, maxLength: size }), {
				minLength: size,
				maxLength: size,
			}),
		);
		const property = fc.property(costs, (table) => {
			const found = optimalAssignment(table);
			expect(new Set(found).size).toBe(table.length);
			const cost = found.reduce((sum, column, row) => sum + table[row][column], 0);
			expect(cost).toBe(Math.min(...permutations(table.map((_, at) => at)).map((columns) =>
				columns.reduce((sum, column, row) => sum + table[row][column], 0),
			)));
		});
		fc.assert(property, properties(60));
	});
});

function permutations(items: readonly number[]): number[][] {
	if (items.length <= 1) return [[...items]];
	return items.flatMap((item) =>
		permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
	);
}

describe('matching clusters', () => {
	/** A = {1,2,3,4},{5,6,7},{8,9} and B = {5,6},{1,2,3},{8,9,10},{4,7}, over customers 1 to 10. */
	const earlier = [0, 0, 0, 0, 1, 1, 1, 2, 2, -1];
	const later = [1, 1, 1, 3, 0, 0, 3, 2, 2, 2];

	test('pairs clusters by their overlap and reports births', () => {
		const { matches, births, deaths } = matchClusters(earlier, later);
		expect(matches.map(({ from, to }) => [from, to])).toEqual([[0, 1], [1, 0], [2, 2]]);
		expect(matches[0].overlap).toBe(0.75);
		expect(matches[1].overlap).toBeCloseTo(2 / 3, 12);
		expect(matches[2].overlap).toBeCloseTo(2 / 3, 12);
		expect(births).toEqual([3]);
		expect(deaths).toEqual([]);
	});

	test('lets a cluster die that lost more than half of itself', () => {
		const { matches, births, deaths } = matchClusters([0, 0, 0, 0, 1, 1], [0, 1, 2, 3, 4, 4]);
		expect(matches).toEqual([{ from: 1, to: 4, overlap: 1 }]);
		expect(deaths).toEqual([0]);
		expect(births).toEqual([0, 1, 2, 3]);
	});

	test('of nobody matches nothing', () => {
		expect(matchClusters([], [])).toEqual({ matches: [], births: [], deaths: [] });
	});

	test('refuses partitions of different customers', () => {
		expect(() => jaccardMatrix([0], [0, 1])).toThrow(Defect);
	});
});
