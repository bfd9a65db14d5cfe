import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MILLISECONDS, toIso } from '../../../lib/core/clock';
import { InvalidInput, NotEnoughData } from '../../../lib/core/errors';
import type { Discovery } from '../../../lib/segments/types';
import { sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { groupOf, openPlantedShop, opening, type PlantedShop } from './plantedShop';

let shop: PlantedShop;
let discovery: Discovery;

beforeAll(async () => {
	shop = await openPlantedShop({ buyer: 60, user: 50, struggler: 40 });
	discovery = await shop.discover(0);
});
afterAll(async () => await shop.close());

test('planted groups are found whole, each customer in one segment, the largest first', async () => {
	expect(discovery.segments.map(({ size }) => size)).toEqual([60, 50, 40]);
	expect(discovery).toMatchObject({ customers: 150, reason: '3 segments, as asked' });
	const found = new Set([...(await shop.memberships())].map(([customer, segment]) => `${groupOf(customer)} ${segment}`));
	expect(found.size).toBe(3);
});

test('a segment says in what it stands out, its share of customers and of revenue', () => {
	const [buyers, users, strugglers] = discovery.segments;
	expect(buyers.share).toBeCloseTo(0.4, 10);
	expect(buyers.revenueShare).toBeCloseTo(1, 10);
	expect(buyers.describedBy.map(({ direction }) => direction)).toContain('high');
	expect(buyers.differences.orders).toBeGreaterThan(1);
	expect(strugglers.centre.errorsLast90Days).toBeGreaterThan(5);
	expect([buyers, users].map(({ centre }) => centre.errorsLast90Days)).toEqual([0, 0]);
	expect(strugglers.centre.orders).toBe(0);
	expect(buyers).toMatchObject({ namedBy: 'number', suggestedPurpose: '' });
	expect(discovery.leftOut.length).toBeGreaterThan(0);
	for (const reason of discovery.leftOut) expect(reason).toMatch(/: (the same for every customer|says nearly the same as \w+)$/);
});

test('the memberships SQL wrote are the nearest centres in memory, to the last customer', async () => {
	expect(await shop.memberships()).toEqual(await shop.nearest(discovery));
});

test('the map shows a sample of customers in their segments, and how much of the differences it shows', () => {
	expect(discovery.map.points).toHaveLength(150);
	expect(new Set(discovery.map.points.map(({ segment }) => segment)).size).toBe(3);
	const [first, second] = discovery.map.explained;
	expect(first).toBeGreaterThanOrEqual(second);
	expect(first + second).toBeLessThanOrEqual(1 + 1e-9);
});

test('the same data and seed give the same segments, and nobody moves', async () => {
	const rows = sql`select customer_id, segment, valid_from, valid_to, score from memberships order by customer_id, valid_from`;
	const before = await shop.engine.store.query(rows);
	const again = await shop.discover(0);
	expect(again.model).not.toBe(discovery.model);
	expect(again.segments).toEqual(discovery.segments.map((segment) => ({ ...segment, model: again.model })));
	expect(await shop.engine.store.query(rows)).toEqual(before);
});

test('a segment below the floor is shown, counted and withheld with the reason', async () => {
	const { segments } = await shop.discover(0, { floor: 45 });
	expect(segments.map(({ size, withheld }) => [size, withheld])).toEqual([
		[60, undefined],
		[50, undefined],
		[40, '40 customers are fewer than the floor of 45'],
	]);
});

test('too few customers for the segments asked for is said with the number that is needed', async () => {
	const asked = shop.discover(0, { clusters: { low: 8, high: 12 } });
	await expect(asked).rejects.toThrow(NotEnoughData);
	await expect(asked).rejects.toThrow('150 customers are too few for 8 segments: at least 160 are needed');
});

test('features are the ones asked for; an unknown one is named beside those that exist', async () => {
	const { features } = await shop.discover(0, { features: ['orders', 'errorsLast90Days', 'featureUsesLast30Days'] });
	expect(features.length).toBeGreaterThan(0);
	expect(['orders', 'errorsLast90Days', 'featureUsesLast30Days']).toEqual(expect.arrayContaining([...features]));
	const wrong = shop.discover(0, { features: ['orders', 'shoeSize'] });
	await expect(wrong).rejects.toThrow(InvalidInput);
	await expect(wrong).rejects.toThrow(/"shoeSize".*it has .*orders/);
});

test('a newcomer group gets a new id, the others keep theirs; a group that is gone takes its id with it', async () => {
	await shop.discover(0);
	const before = await shop.memberships();
	await shop.welcome({ reader: 55 });
	// What the four groups differ in: the matter here is whose id stays, not which features tell small groups apart.
	const features = ['orders', 'featureUsesLast30Days', 'signInsLast30Days', 'ticketsLast90Days', 'errorsLast90Days', 'webinarsLast90Days'];
	const grown = await shop.discover(1, { clusters: { low: 4, high: 4 }, features });
	const after = await shop.memberships();
	const moved = [...before].filter(([customer, segment]) => after.get(customer) !== segment);
	expect(moved).toEqual([]);
	const known = new Set(before.values());
	const readers = after.get('reader-0') ?? '';
	expect(known).not.toContain(readers);
	expect([...after].every(([customer, segment]) => (groupOf(customer) === 'reader') === (segment === readers))).toBe(true);
	const merged = await shop.discover(1, { clusters: { low: 2, high: 2 }, features });
	const regrown = await shop.discover(1, { clusters: { low: 4, high: 4 }, features });
	const ids = (one: Discovery): string[] => one.segments.map(({ segment }) => segment);
	const gone = ids(grown).filter((id) => !ids(merged).includes(id));
	expect(ids(regrown).filter((id) => gone.includes(id))).toEqual([]);
});

test('a customer who changes moves: the old membership ends when the new one begins, and history stays', async () => {
	await shop.discover(1);
	const orders = Array.from({ length: 60 }, (_, index) =>
		anEvent({ customerId: 'buyer-3', name: 'Ticket Created', eventId: `moved-${index}`, occurredAt: opening + 2 * DAY_MILLISECONDS - index - 1 }),
	);
	const before = (await shop.memberships()).get('buyer-3');
	await shop.record(orders);
	await shop.record(orders.map((event, index) => ({ ...event, eventId: `moved-error-${index}`, name: 'Error Shown' })));
	const later = await shop.discover(70);
	const [left, entered] = await shop.engine.store.query(sql`
		select segment, valid_from, valid_to from memberships
		where customer_id = 'buyer-3' and (valid_to is null or valid_to = ${later.asOf}) order by valid_to nulls last`);
	expect(left).toMatchObject({ segment: before, valid_to: later.asOf });
	expect(entered).toMatchObject({ valid_from: later.asOf, valid_to: null });
	expect(entered.segment).not.toBe(before);
	expect(toIso(later.asOf)).toBe('2025-03-12T00:00:00.000Z');
});

test('who withdrew consent to profiling leaves the segments, the training and the count', async () => {
	const withdrawn = anEvent({
		customerId: 'user-7', kind: 'identify', name: 'identify', occurredAt: opening + 71 * DAY_MILLISECONDS,
		properties: { profilingConsent: false },
	});
	await shop.record([withdrawn]);
	const after = await shop.discover(72);
	expect((await shop.memberships()).has('user-7')).toBe(false);
	expect(after.customers).toBe((await shop.memberships()).size);
	const [{ n }] = await shop.engine.store.query<{ n: number }>(sql`
		select count(*) as n from memberships where customer_id = 'user-7' and valid_to = ${after.asOf}`);
	expect(n).toBe(1);
});

test('customers who are all alike cannot be told apart, and that is said', async () => {
	const alike = await openPlantedShop({});
	try {
		await alike.record(Array.from({ length: 80 }, (_, index) => anEvent({ customerId: `twin-${index}`, occurredAt: opening - 5 })));
		await expect(alike.discover(0)).rejects.toThrow('no feature tells customers apart');
		await expect(alike.discover(0)).rejects.toThrow(NotEnoughData);
	} finally {
		await alike.close();
	}
});
