import { expect, test } from 'vitest';
import type { FeatureDefinition } from '../../../lib/features/types';
import type { ColumnPreparation } from '../../../lib/math/preparation';
import { profileSegments } from '../../../lib/segments/profileSegments';

function asItIs(name: string): ColumnPreparation {
	return { name, transform: 'none', low: -1e9, high: 1e9, centre: 0, scale: 1, missingValue: 0 };
}

function profile(columns: Readonly<Record<string, readonly number[]>>, labels: readonly number[], clusters = 2) {
	const names = Object.keys(columns);
	return profileSegments({
		table: { rows: labels.length, keys: [], names, values: names.map((name) => Float64Array.from(columns[name])) },
		labels,
		clusters,
		preparation: { columns: names.map(asItIs) },
		definitions: names.map((name) => ({ name, label: `label of ${name}`, unit: 'count' }) as FeatureDefinition),
	});
}

const halves = [0, 0, 0, 1, 1, 1];

test('the difference is (mean − mean of the others) / standard deviation of all, with its 95 % interval', () => {
	// By hand: means 2 and 11, variance of all 125.5 / 6, so −9 / 4.5735; Hedges & Olkin (1985), eq. 5.14, for the error.
	const [first, second] = profile({ orders: [1, 2, 3, 10, 11, 12] }, halves);
	const [trait] = first.describedBy;
	expect(trait).toMatchObject({ feature: 'orders', direction: 'low', mean: 2, overallMean: 6.5 });
	expect(trait.standardizedDifference).toBeCloseTo(-1.96786, 4);
	expect(trait.interval[0]).toBeCloseTo(-3.91754, 2);
	expect(trait.interval[1]).toBeCloseTo(-0.01818, 2);
	expect(second.differences.orders).toBeCloseTo(1.96786, 4);
	expect([first.size, second.size]).toEqual([3, 3]);
	expect([first.centre.orders, second.centre.orders]).toEqual([2, 11]);
});

test('only differences that are notable and beyond chance are told, the strongest first, at most six', () => {
	const wide = Array.from({ length: 400 }, (_, row) => row % 2);
	const noise = (row: number): number => ((row * 7919) % 101) / 101;
	const columns: Record<string, number[]> = { small: wide.map((label, row) => label * 0.03 + noise(row)) };
	for (let strength = 1; strength <= 8; strength += 1) {
		columns[`f${strength}`] = wide.map((label, row) => label * strength + noise(row + strength));
	}
	const [first] = profile(columns, wide);
	const strengths = first.describedBy.map(({ standardizedDifference }) => Math.abs(standardizedDifference));
	expect(first.describedBy).toHaveLength(6);
	expect(strengths).toEqual([...strengths].sort((left, right) => right - left));
	expect(first.describedBy.map(({ feature }) => feature)).not.toContain('small');
	expect(Object.keys(first.differences)).toContain('small');
});

test('a large difference between very few customers is not told, for it may be chance', () => {
	const [first] = profile({ orders: [0, 9, 3, 7] }, [0, 0, 1, 1]);
	expect(first.describedBy).toEqual([]);
});

test('a constant feature, an empty cluster and absent values are told of without a number that is none', () => {
	const profiles = profile({ same: [5, 5, 5, 5], gaps: [NaN, NaN, 1, 3] }, [0, 0, 1, 1], 3);
	expect(profiles[0].describedBy).toEqual([]);
	expect(profiles[0].centre).toEqual({ same: 5, gaps: null });
	expect(profiles[1].centre).toEqual({ same: 5, gaps: 2 });
	expect(profiles[2]).toMatchObject({ size: 0, describedBy: [], centre: { same: null, gaps: null } });
});

test('revenue is the sum of net revenue of the members, and null where there is none to sum', () => {
	const [first, second] = profile({ netRevenueCents: [100, 250, NaN, 400, -50, 0] }, halves);
	expect([first.revenue, second.revenue]).toEqual([350, 350]);
	expect(profile({ orders: [1, 2, 3, 4, 5, 6] }, halves)[0].revenue).toBeNull();
});

test('customers in no cluster count for nobody', () => {
	const [first, second] = profile({ orders: [1, 2, 3, 10, 11, 1000] }, [0, 0, 0, 1, 1, -1]);
	expect([first.size, second.size]).toEqual([3, 2]);
	expect(second.centre.orders).toBe(10.5);
});
