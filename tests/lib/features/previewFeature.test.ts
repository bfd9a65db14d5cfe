import { expect, test } from 'vitest';
import { NotEnoughData } from '../../../lib/core/errors';
import { seededRandom } from '../../../lib/core/random';
import { chooseExamples } from '../../../lib/features/chooseExamples';
import { defineAdded } from '../../../lib/features/defineAdded';
import type { OwnFeature } from '../../../lib/features/ownFeature';
import { previewFeature } from '../../../lib/features/previewFeature';
import { sql } from '../../../lib/sql/sql';
import { anEvent, anOrder } from '../../support/anEvent';
import { openTestEngine } from '../../support/openTestEngine';

const today = '2025-01-01T00:00:00Z';
const asOf = Date.parse(today);
const defineOwn = (own: readonly OwnFeature[]) => defineAdded({ own });
const [calls, spend, lastCall] = defineOwn([
	{ name: 'Calls', event: 'Call', aggregate: 'count', windowDays: 90 },
	{ name: 'Spend', event: 'Order Completed', aggregate: 'sum', amount: 'revenue' },
	{ name: 'Last call', event: 'Call', aggregate: 'daysSinceLast' },
]);

/** Customer n calls n times; 0 to 20. */
async function openCalls() {
	const engine = await openTestEngine({ today });
	const events = Array.from({ length: 21 }, (_, index) => {
		const customerId = `customer-${String(index).padStart(2, '0')}`;
		const seen = anEvent({ customerId, name: 'Visit', daysAgo: 300 });
		return [seen, ...Array.from({ length: index }, (_call, call) => anEvent({ customerId, name: 'Call', daysAgo: 1 + call }))];
	}).flat();
	await engine.store.recordEvents(events);
	return engine;
}

test('shows ten customers from the lowest to the highest, and how the value spreads', async () => {
	const engine = await openCalls();
	const preview = await previewFeature(engine, { definition: calls, asOf });
	expect(preview).toMatchObject({ feature: 'Calls', column: 'own_calls', unit: 'count', customers: 21 });
	expect(preview.distribution).toEqual({
		unknownShare: 0, zeroShare: 1 / 21, mean: 10, lowest: 0, percentile10: 2, percentile25: 5, median: 10,
		percentile75: 15, percentile90: 18, highest: 20,
	});
	expect(preview.summary).toBe(
		'On average 10; half of the customers have 10 or less, a tenth 18 or more, at most 20; zero for 5 %, not known for 0 %',
	);
	const { examples } = preview;
	expect(examples).toHaveLength(10);
	expect(examples.map(({ value }) => value)).toEqual([...examples.map(({ value }) => value ?? 0)].sort((a, b) => a - b));
	expect(examples[0]).toEqual({ customerId: 'customer-00', value: 0, shown: '0', why: 'lowest' });
	expect(examples[9]).toEqual({ customerId: 'customer-20', value: 20, shown: '20', why: 'highest' });
	expect(examples.filter(({ why }) => why === 'median').map(({ value }) => value)).toEqual([10, 11]);
	expect(await previewFeature(engine, { definition: calls, asOf })).toEqual(preview);
});

test('stores nothing', async () => {
	const engine = await openCalls();
	const tables = sql`select table_name from information_schema.tables order by table_name`;
	const before = await engine.store.query(tables);
	await previewFeature(engine, { definition: calls, asOf });
	expect(await engine.store.query(tables)).toEqual(before);
	for (const table of [sql`snapshots`, sql`feature_sets`]) expect(await engine.store.query(sql`select * from ${table}`)).toEqual([]);
});

test('an unknown value comes last and is said in words; money has its currency', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([anOrder({ customerId: 'ada', euros: 12.5 }), anEvent({ customerId: 'bob' })]);
	const preview = await previewFeature(engine, { definition: lastCall, asOf });
	expect(preview.examples.map(({ shown, why }) => [shown, why])).toEqual([['not known', 'drawn'], ['not known', 'drawn']]);
	expect(preview.summary).toContain('Not known for any customer');
	expect(preview.distribution).toMatchObject({ unknownShare: 1, mean: null, median: null });
	const money = await previewFeature(engine, { definition: spend, asOf });
	expect(money.examples.map(({ customerId, shown }) => [customerId, shown])).toEqual([['bob', '0.00 EUR'], ['ada', '12.50 EUR']]);
	expect(money.currency).toBe('EUR');
});

test('a name that no event has is told at once', async () => {
	const engine = await openCalls();
	const [typo] = defineOwn([{ name: 'Calls', event: 'call', aggregate: 'count' }]);
	expect((await previewFeature(engine, { definition: typo, asOf })).summary).toContain('Zero for every customer');
});

test('who objected to profiling is not shown', async () => {
	const engine = await openCalls();
	const objection = { customerId: 'customer-20', name: 'Consent Withdrawn', properties: { purpose: 'profiling' }, daysAgo: 1 };
	await engine.store.recordEvents([anEvent(objection)]);
	const preview = await previewFeature(engine, { definition: calls, asOf });
	expect(preview.customers).toBe(20);
	expect(preview.examples.map(({ customerId }) => customerId)).not.toContain('customer-20');
});

test('an empty store asks for history', async () => {
	const engine = await openTestEngine({ today });
	await expect(previewFeature(engine, { definition: calls, asOf })).rejects.toThrow(NotEnoughData);
});

test.each([
	[0, 0], [0, 1], [0, 30], [1, 1], [1, 40], [2, 2], [3, 9], [10, 10], [11, 11], [7, 1_000_000],
])('of %i known among %i customers at most ten different places are chosen', (known, customers) => {
	const places = chooseExamples({ known, customers }, seededRandom(1));
	expect(places.size).toBe(Math.min(10, customers));
	for (const place of places.keys()) expect(place >= 1 && place <= customers).toBe(true);
	if (known > 2) expect([places.get(1), places.get(known)]).toEqual(['lowest', 'highest']);
});
