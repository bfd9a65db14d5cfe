import { expect, test } from 'vitest';
import { seededRandom } from '../../../../lib/core/random';
import type { FeatureDefinition } from '../../../../lib/features/types';
import { rulesOfThumb } from '../../../../lib/segments/surrogate/rulesOfThumb';

const definitions = [
	{ name: 'orders', label: 'Orders', unit: 'count' },
	{ name: 'netRevenueCents', label: 'Net revenue', unit: 'cents' },
] as unknown as readonly FeatureDefinition[];

/** Segment 0 orders at most twice, 1 more often for little money, 2 more often for a lot; a tenth is in the wrong one. */
function shop(wrongShare: number) {
	const random = seededRandom('shop');
	const orders = Array.from({ length: 4_000 }, () => random.integer(6));
	const revenue = orders.map(() => random.integer(20_000));
	const labels = orders.map((count, row) => {
		if (random.next() < wrongShare) return random.integer(3);
		if (count <= 2) return 0;
		return revenue[row] <= 9_999 ? 1 : 2;
	});
	const table = { names: ['orders', 'netRevenueCents'], values: [orders, revenue].map((values) => Float64Array.from(values)) };
	return { table, labels, clusters: 3, definitions, seed: 1 };
}

test('each segment gets the rule that was planted, in the words and units of its features', () => {
	const rules = rulesOfThumb(shop(0));
	expect(rules?.fidelity).toBeGreaterThan(0.995);
	expect(rules?.bySegment.map((rule) => rule?.text)).toEqual([
		'Orders at most 2',
		expect.stringMatching(/^Orders over 2, Net revenue at most (99|100)\.\d\d$/),
		expect.stringMatching(/^Orders over 2, Net revenue over (99|100)\.\d\d$/),
	]);
});

test('precision and coverage are those of the rule as it is written, on customers it was not made from', () => {
	const rules = rulesOfThumb(shop(0.3));
	const [first] = rules?.bySegment ?? [];
	// Of the half with at most two orders, 70 % are in it by the plan and a third of the rest by chance: 0.8. Of the other
	// half a tenth is in it by chance, so that it covers 0.8 / (0.8 + 0.1).
	expect(first?.precision).toBeCloseTo(0.8, 1);
	expect(first?.coverage).toBeCloseTo(0.889, 1);
	expect(rules?.fidelity).toBeCloseTo(0.8, 1);
});

test('customers in no segment count neither for nor against a rule', () => {
	const { labels, ...request } = shop(0);
	const some = labels.map((label, row) => (row % 3 === 0 ? -1 : label));
	expect(rulesOfThumb({ ...request, labels: some })?.fidelity).toBeGreaterThan(0.99);
});

test('one segment alone has no rule: there is nothing to tell it from', () => {
	const { labels, ...request } = shop(0);
	expect(rulesOfThumb({ ...request, labels: labels.map(() => 0), clusters: 1 })).toBeNull();
});
