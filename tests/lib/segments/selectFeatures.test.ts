import { expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { fitPreparation, type FeatureColumn } from '../../../lib/math/fitPreparation';
import { selectFeatures } from '../../../lib/segments/selectFeatures';

const random = seededRandom('features');
const orders = Array.from({ length: 200 }, () => random.normal() + 5);
const visits = Array.from({ length: 200 }, () => random.normal() + 5);

function select(columns: Readonly<Record<string, readonly number[]>>) {
	const given: FeatureColumn[] = Object.entries(columns).map(([name, values]) => ({ name, values }));
	const { preparation, leftOut } = selectFeatures(fitPreparation(given), given);
	return { kept: preparation.columns.map(({ name }) => name), leftOut };
}

test('features that differ are all kept, in their order', () => {
	expect(select({ visits, orders })).toEqual({ kept: ['visits', 'orders'], leftOut: [] });
});

test('a feature that is the same for everybody, or that nobody has, is set aside with the reason', () => {
	const { kept, leftOut } = select({ orders, country: orders.map(() => 7), age: orders.map(() => Number.NaN) });
	expect(kept).toEqual(['orders']);
	expect(leftOut).toEqual(['country: the same for every customer', 'age: the same for every customer']);
});

test('a feature that says the same as an earlier one is set aside, turned around as well; the earlier wins', () => {
	const cents = orders.map((value) => value * 100 + 3);
	const missed = orders.map((value) => 50 - value);
	expect(select({ orders, cents, missed, visits })).toEqual({
		kept: ['orders', 'visits'],
		leftOut: ['cents: says nearly the same as orders', 'missed: says nearly the same as orders'],
	});
	expect(select({ cents, orders }).kept).toEqual(['cents']);
});

test('a feature that is only much alike (correlation 0.9) stays', () => {
	const alike = orders.map((value, row) => value + 0.48 * (visits[row] - 5));
	expect(select({ orders, alike }).kept).toEqual(['orders', 'alike']);
});

test('one customer, or none, leaves no feature that tells customers apart', () => {
	expect(select({ orders: [3], visits: [4] }).kept).toEqual([]);
	expect(select({ orders: [], visits: [] }).kept).toEqual([]);
});
