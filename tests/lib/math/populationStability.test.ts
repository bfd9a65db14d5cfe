import { expect, test } from 'vitest';
import { populationStability, stabilityByChance } from '../../../lib/math/populationStability';

test.each([
	[Array<number>(10).fill(10), [8, 9, 10, 11, 12, 8, 10, 12, 9, 11], 0.0202320182],
	[[100, 200, 300, 250, 150], [150, 220, 280, 220, 130], 0.0302563344],
	[[0.25, 0.25, 0.25, 0.25], [0.4, 0.3, 0.2, 0.1], 0.2282174096],
	[[0.5, 0.5, 0], [0.45, 0.45, 0.1], 0.7006208],
])('%j against %j is as published (algorithms 12)', (expected, actual, index) => {
	expect(populationStability(expected, actual)).toBeCloseTo(index, 7);
});

test('the same shares are no change, whatever the number of customers', () => {
	expect(populationStability([1, 2, 3], [10, 20, 30])).toBeCloseTo(0, 12);
	expect(populationStability([7], [5])).toBe(0);
});

test('the index does not depend on which side is called the earlier one', () => {
	expect(populationStability([5, 1, 4], [2, 2, 6])).toBeCloseTo(populationStability([2, 2, 6], [5, 1, 4]), 12);
});

test('a side without observations is a mistake of the caller', () => {
	expect(() => populationStability([0, 0], [1, 1])).toThrow('at least one observation');
	expect(() => populationStability([1], [1, 1])).toThrow('same bins');
});

test('chance alone stays below the quantile of chi-squared, and needs two bins to do anything', () => {
	const chiSquared9 = 27.877;
	expect(stabilityByChance(10, 1000, 1000)).toBeCloseTo((chiSquared9 * 2) / 1000, 3);
	expect(stabilityByChance(10, 100, 10_000)).toBeCloseTo(chiSquared9 * (1 / 100 + 1 / 10_000), 2);
	expect(stabilityByChance(1, 100, 100)).toBe(Infinity);
});
