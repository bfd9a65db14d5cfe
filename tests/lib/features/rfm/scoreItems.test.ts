import { expect, test } from 'vitest';
import { scoreItems, type RfmItemsRequest } from '../../../../lib/features/rfm/scoreItems';

const scoring = (rows: RfmItemsRequest['rows'], rest: Partial<RfmItemsRequest> = {}) =>
	scoreItems({ rows, names: {}, asOf: null, ties: 'shareScore', floor: 1, ...rest });

/** reference/algorithms.md 1, with dates instead of days for half of the readers. */
const days = [5, 10, 20, 30, 40, 60, 90, 120, 200, 365];
const orders = [12, 9, 7, 7, 5, 4, 3, 2, 1, 1];
const revenue = [1200, 300, 950, 400, 610, 150, 90, 220, 45, 20];
const end = Date.parse('2025-06-30T00:00:00Z');
const sheet = days.map((day, index) => ({
	Email: `customer-${index}@example.com`,
	'Last Order Date': new Date(end - day * 86_400_000).toISOString().slice(0, 10),
	'Total Orders': String(orders[index]),
	'Total Spent': revenue[index],
}));

test('the rows of a spreadsheet are scored by fields found by their names', () => {
	const result = scoring(sheet);
	expect(result.fields).toEqual({
		customerId: 'Email', recency: 'Last Order Date', orders: 'Total Orders', revenue: 'Total Spent',
	});
	expect(result.rows.map(({ rfmCell }) => rfmCell)).toEqual(['555', '553', '445', '444', '334', '332', '222', '223', '111', '111']);
	expect(result.rows[0]).toMatchObject({
		customerId: 'customer-0@example.com', recencyScore: 5, rfmScore: 555, segment: 'champions', segmentName: 'Champions',
	});
	expect(result.segments.map(({ name, customers }) => [name, customers])).toEqual([
		['Champions', 3], ['Loyal', 2], ['Need Attention', 1], ['At Risk', 1], ['Hibernating', 1], ['Lost', 2],
	]);
	expect(result.segments[0].revenueShare).toBeCloseTo(2450 / 3985, 12);
});

test('days, dates and named fields say the same', () => {
	const rows = days.map((day, index) => ({ a: day, b: orders[index], c: revenue[index] * 7 }));
	const named = scoring(rows, { names: { recency: 'a', orders: 'b', revenue: 'c' } });
	expect(named.rows.map(({ rfmCell }) => rfmCell)).toEqual(scoring(sheet).rows.map(({ rfmCell }) => rfmCell));
	expect(named.asOf).toBeNull();
	const later = scoring(sheet, { asOf: end });
	expect(later.rows.map(({ values }) => values.recency)).toEqual(days);
});

test('who never bought is a group of its own, also when everybody is in it', () => {
	const never = { customer: 'eve', recency: null, orders: 0, revenue: '' };
	const rows = days.map((day, index) => ({ customer: `c${index}`, recency: day, orders: orders[index], revenue: revenue[index] }));
	const { rows: scored, scored: count } = scoring([...rows, never, { customer: 'mal', recency: 4, orders: '', revenue: 5 }]);
	expect(count).toBe(10);
	expect(scored.slice(-2)).toMatchObject([{ segment: 'neverBought', rfmScore: null }, { segment: 'notScored', rfmScore: null }]);
	const alone = scoring([never, never]);
	expect(alone.segments).toMatchObject([{ name: 'Never Bought', customers: 2, share: 1, revenueShare: null }]);
	expect(alone.hints).toEqual(['2 customers never bought: a group of their own, without scores']);
});

test('one customer and customers alike are scored, and a hint says how little that tells', () => {
	const one = { recency: 3, orders: 1, revenue: 10 };
	for (const rows of [[one], [one, one, one]]) {
		const result = scoring(rows, { floor: 100 });
		expect(result.rows[0]).toMatchObject({ rfmCell: '511', segmentName: 'New', withheld: expect.stringContaining('floor of 100') });
		expect(result.hints.filter((hint) => hint.includes('only 1 different value.'))).toHaveLength(3);
	}
});

test('a value that cannot be read is refused by item, field and what was expected', () => {
	const refusals: [Record<string, unknown>, string][] = [
		[{ recency: 'lately', orders: 1, revenue: 1 }, '"recency" of item 0 is "lately": expected days'],
		[{ recency: 45_000, orders: 1, revenue: 1 }, '"recency" of item 0 is "45000"'],
		[{ recency: -1, orders: 1, revenue: 1 }, '"recency" of item 0 is "-1"'],
		[{ recency: 1, orders: -1, revenue: 1 }, '"orders" of item 0 is "-1"'],
		[{ recency: 1, orders: 1, revenue: '€ 1.200' }, '"revenue" of item 0 is "€ 1.200"'],
		[{ recency: 1, orders: 1 }, "no field of the items tells the revenue of a customer: they have \"recency\", \"orders\". Name it under 'Revenue Field'"],
		[{}, 'no field of the items tells when a customer last ordered: they have none'],
	];
	for (const [row, sentence] of refusals) expect(() => scoring([row])).toThrow(sentence);
	expect(() => scoring(sheet, { names: { orders: 'Bestellungen' } })).toThrow('field "Bestellungen" is not in the items');
});

test('an order at or after the as-of instant is refused: the row looks into the future', () => {
	expect(() => scoring(sheet, { asOf: Date.parse('2025-06-25T00:00:00Z') })).toThrow(/item 0 is 2025-06-25.*not before As Of/);
});
