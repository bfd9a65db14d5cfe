import { expect, test } from 'vitest';
import { NotEnoughData } from '../../../lib/core/errors';
import type { CustomerEvent } from '../../../lib/events/types';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { defineFeatureSet } from '../../../lib/features/defineFeatureSet';
import { evaluateFeatures } from '../../../lib/features/evaluateFeatures';
import { readSnapshot } from '../../../lib/features/readSnapshot';
import { identifier, perDialect, sql } from '../../../lib/sql/sql';
import type { Row, Session } from '../../../lib/store/types';
import { anEvent, anOrder } from '../../support/anEvent';
import { testOf } from '../../support/gaps';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';

const today = '2025-01-01T00:00:00Z';
const asOf = Date.parse(today);

/** Three customers who differ: one buys, one looks around, one came long ago. */
function shopEvents(): CustomerEvent[] {
	return [
		anOrder({ customerId: 'ada', daysAgo: 3, euros: 20 }),
		anOrder({ customerId: 'ada', daysAgo: 40, euros: 40 }),
		anEvent({ customerId: 'ada', name: 'Email Sent', daysAgo: 2 }),
		anOrder({ customerId: 'bob', daysAgo: 100, euros: 10 }),
		anEvent({ customerId: 'bob', name: 'Pricing Viewed', daysAgo: 5 }),
		anEvent({ customerId: 'bob', name: 'Pricing Viewed', daysAgo: 6 }),
		anEvent({ customerId: 'bob', name: 'Wishlist Shared', daysAgo: 5 }),
		anEvent({ customerId: 'cyd', name: 'Feature Used', daysAgo: 200, device: 'mobile' }),
	];
}

async function tableOf(engine: TestEngine, id: string): Promise<Row[]> {
	return await engine.store.query(sql`select * from ${identifier(id)}`);
}

test('a snapshot holds a row a customer and says what is in it and what is not', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(shopEvents());
	const summary = await computeSnapshot(engine, { asOf });
	expect(summary.snapshot).toMatch(/^snapshot_20250101t000000_[0-9a-f]{8}$/);
	expect(summary.customers).toBe(3);
	expect(summary.readiness.ready).toBe(false);
	const names = summary.features.map((feature) => feature.name);
	expect(names).toContain('ordersLast90Days');
	expect(names).toContain('event_wishlistSharedLast90Days');
	expect(names).not.toContain('event_emailSentLast90Days');
	expect(summary.leftOut).toContain('webinars attended in the last 90 days: zero for every customer');
	expect(summary.leftOut).toContain(
		'last answer to "would you recommend us", 0 to 10: not known for any customer',
	);
	const rows = await tableOf(engine, summary.snapshot);
	expect(rows.map((row) => [row.customer_id, row.orders, row.daysSinceLastOrder])).toEqual([
		['ada', 2, expect.closeTo(3, 6)],
		['bob', 1, expect.closeTo(100, 6)],
		['cyd', 0, null],
	]);
});

test('the live value of each feature equals the snapshot', async () => {
	const engine = await openTestEngine({ today });
	const events = shopEvents();
	await engine.store.recordEvents(events);
	const { snapshot } = await computeSnapshot(engine, { asOf });
	const { featureSet } = await readSnapshot(engine, snapshot);
	for (const row of await tableOf(engine, snapshot)) {
		const own = events.filter((event) => event.customerId === row.customer_id);
		const live = evaluateFeatures(featureSet.definitions, own, asOf);
		expect({ customer_id: row.customer_id, ...live }).toEqual(row);
	}
});

test('no event at or after the as-of instant, and none that arrives later, changes the snapshot', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(shopEvents());
	const before = await computeSnapshot(engine, { asOf });
	const rows = await tableOf(engine, before.snapshot);
	await engine.store.recordEvents([
		...['ada', 'dora'].flatMap((customerId) => [
			anOrder({ customerId, occurredAt: asOf, euros: 1000 }),
			anOrder({ customerId, occurredAt: asOf + 1, receivedAt: asOf - 1 }),
			anOrder({ customerId, occurredAt: asOf - 5_000_000, receivedAt: asOf }),
		]),
		anEvent({ customerId: 'bob', anonymousId: 'cyd', kind: 'alias', name: 'alias', occurredAt: asOf }),
	]);
	const after = await computeSnapshot(engine, { asOf });
	expect(after.snapshot).toBe(before.snapshot);
	expect(after.features).toEqual(before.features);
	expect(await tableOf(engine, after.snapshot)).toEqual(rows);
});

test('computing again replaces the snapshot; another instant or other features are another one', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(shopEvents());
	const first = await computeSnapshot(engine, { asOf });
	const again = await computeSnapshot(engine, { asOf });
	const earlier = await computeSnapshot(engine, { asOf: asOf - 1 });
	const { featureSet } = await readSnapshot(engine, first.snapshot);
	const given = await computeSnapshot(engine, { asOf, featureSet });
	expect([again.snapshot, given.snapshot]).toEqual([first.snapshot, first.snapshot]);
	expect(earlier.snapshot).not.toBe(first.snapshot);
	const rows = await engine.store.query(sql`select id from snapshots`);
	expect(rows).toHaveLength(2);
});

test('a given feature set is kept whole, also where it says nothing', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(shopEvents());
	const { featureSet } = await defineFeatureSet(engine, { asOf });
	const early = await computeSnapshot(engine, { asOf: asOf - 150 * 86_400_000, featureSet });
	expect(early.customers).toBe(1);
	expect(early.features.map(({ name }) => name)).toEqual(featureSet.definitions.map(({ name }) => name));
});

test('the same store has the same feature set, stored once', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(shopEvents());
	const first = await defineFeatureSet(engine, { asOf });
	const again = await defineFeatureSet(engine, { asOf });
	expect(again).toEqual(first);
	expect(first.featureSet.id).toMatch(/^[0-9a-f]{16}$/);
	expect(await engine.store.query(sql`select id from feature_sets`)).toEqual([{ id: first.featureSet.id }]);
});

test('visits stand in for sessions only where no session is recorded', async () => {
	const without = await openTestEngine({ today });
	await without.store.recordEvents(shopEvents());
	const names = (await defineFeatureSet(without, { asOf })).featureSet.definitions.map(({ name }) => name);
	expect(names).toContain('visitsLast90Days');
	expect(names).not.toContain('sessionsLast90Days');
	const within = await openTestEngine({ today });
	await within.store.recordEvents([...shopEvents(), anEvent({ sessionId: 's1', daysAgo: 1 })]);
	const fitted = await defineFeatureSet(within, { asOf });
	expect(fitted.featureSet.definitions.map(({ name }) => name)).toContain('sessionsLast90Days');
	expect(fitted.leftOut).toContain(
		'visits in the last 90 days: "sessions in the last 90 days" says it more exactly',
	);
});

test('an event that tells about a protected trait is never a feature', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([...shopEvents(), anEvent({ name: 'Pregnancy Calendar Opened' })]);
	const { featureSet, leftOut } = await defineFeatureSet(engine, { asOf });
	expect(featureSet.definitions.filter(({ name }) => /pregnancy/i.test(name))).toEqual([]);
	expect(leftOut.find((reason) => reason.includes('Pregnancy Calendar Opened'))).toContain('protected');
});

test('a store without customers at that time asks for more data and leaves nothing behind', async () => {
	const engine = await openTestEngine({ today });
	await expect(computeSnapshot(engine, { asOf })).rejects.toThrow(NotEnoughData);
	await engine.store.recordEvents([anEvent({ daysAgo: 1 })]);
	await expect(computeSnapshot(engine, { asOf: asOf - 2 * 86_400_000 })).rejects.toThrow('2024-12-30');
	expect(await snapshotTables(engine)).toEqual([]);
});

testOf('transactions')('a computation that is broken off leaves the snapshot before it as it was', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(shopEvents());
	const { snapshot } = await computeSnapshot(engine, { asOf });
	const rows = await tableOf(engine, snapshot);
	const broken: TestEngine = {
		...engine,
		store: {
			...engine.store,
			transaction: async (work) =>
				await engine.store.transaction(async (session) => await work(failingAt(session, 3))),
		},
	};
	await expect(computeSnapshot(broken, { asOf })).rejects.toThrow('power cut');
	expect(await snapshotTables(engine)).toEqual([snapshot]);
	expect(await tableOf(engine, snapshot)).toEqual(rows);
});

/** The real session until the statement of that number. */
function failingAt(session: Session, statement: number): Session {
	let executed = 0;
	return {
		...session,
		execute: async (text) => {
			executed += 1;
			if (executed === statement) throw new Error('power cut');
			return await session.execute(text);
		},
	};
}

const here = perDialect(({ name }) => (name === 'clickhouse' ? sql`currentDatabase()` : sql`current_schema()`));

async function snapshotTables(engine: TestEngine): Promise<string[]> {
	const rows = await engine.store.query<{ table_name: string }>(
		sql`select table_name from information_schema.tables 
			where table_schema = ${here} and substring(table_name, 1, 9) = ${'snapshot_'}`,
	);
	return rows.map((row) => row.table_name);
}
