import { describe, expect, test } from 'vitest';
import { resolvedEvents } from '../../lib/events/resolvedEvents';
import { createTable, identifier, joinSql, rowsOf, sql } from '../../lib/sql/sql';
import { capabilities, type Capability } from '../../lib/store/gaps';
import { tables } from '../../lib/store/schema';
import { anEvent } from '../support/anEvent';
import { testedStore } from '../support/databases/testedStore';
import { storeGaps, testOf } from '../support/gaps';
import { openStoreAt } from '../support/openStoreAt';
import { openTestStore, temporaryFolder } from '../support/openTestStore';

const FAR = Date.parse('2030-01-01T00:00:00Z');

test('what a store does not do is declared with its reason', () => {
	for (const [capability, gap] of Object.entries(storeGaps[testedStore()])) {
		expect(Object.keys(capabilities)).toContain(capability);
		expect(gap.reason.length).toBeGreaterThan(10);
		 
		console.info(`${testedStore()}: "${capabilities[capability as Capability]}": ${gap.when}, ${gap.reason}`);
	}
});

test('it reads selects of analysts, or says that it does not', async () => {
	const store = await openTestStore();
	expect(store.selects === undefined).toBe(storeGaps[testedStore()].selects !== undefined);
});

describe('a store', () => {
	test('has every table of the schema, empty', async () => {
		const store = await openTestStore();
		for (const table of tables) {
			const rows = await store.query(sql`select * from ${identifier(table.name)}`);
			expect(rows).toEqual([]);
		}
	});

	test('keeps an event once by id, within a batch, across batches and after a restart', async () => {
		const folder = await temporaryFolder();
		const event = anEvent({ properties: { plan: 'pro', nested: { deep: [1, null, 'ü'] } } });
		const first = await openStoreAt(folder);
		expect(await first.recordEvents([event, event])).toEqual([
			{ eventId: event.eventId, stored: true },
			{ eventId: event.eventId, stored: false },
		]);
		expect(await first.query(sql`select count(*) as n from events`)).toEqual([{ n: 1 }]);
		expect(await first.recordEvents([{ ...event, occurredAt: 5 }])).toMatchObject([{ stored: false }]);
		await first.close();
		const second = await openTestStore(folder);
		expect(await second.recordEvents([event])).toMatchObject([{ stored: false }]);
		const rows = await second.query(sql`select event_id, customer_id, occurred_at, properties from events`);
		expect(rows).toEqual([
			{
				event_id: event.eventId,
				customer_id: 'ada',
				occurred_at: event.occurredAt,
				properties: { plan: 'pro', nested: { deep: [1, null, 'ü'] } },
			},
		]);
	});

	test('answers many concurrent writers and readers without losing an event', async () => {
		const store = await openTestStore();
		const batches = Array.from({ length: 40 }, () => [anEvent(), anEvent(), anEvent()]);
		await Promise.all(
			batches.map(async (batch, index) => {
				const receipts = await store.recordEvents(batch);
				expect(receipts.every((receipt) => receipt.stored)).toBe(true);
				if (index % 5 === 0) await store.query(sql`select count(*) as n from events`);
			}),
		);
		expect(await store.query(sql`select count(*) as n from events`)).toEqual([{ n: 120 }]);
	});

	testOf('transactions')('a transaction that throws leaves nothing behind', async () => {
		const store = await openTestStore();
		const work = store.transaction(async (inside) => {
			await inside.execute(createTable('half', { a: 'text' }));
			throw new Error('stop here');
		});
		await expect(work).rejects.toThrow('stop here');
		await expect(store.query(sql`select * from half`)).rejects.toThrow();
		await store.execute(createTable('half', { a: 'text' }));
	});

	test('columns come back as keys and numbers, with NaN for null, and go in the same way', async () => {
		const store = await openTestStore();
		await store.execute(createTable('figures', { id: 'text', x: 'number', y: 'number' }));
		const keys = Array.from({ length: 5_000 }, (_, index) => `customer-${index}`);
		const x = Float64Array.from(keys, (_, index) => (index % 7 === 0 ? Number.NaN : index / 3));
		const y = Float64Array.from(keys, (_, index) => -index - 1);
		await store.append('figures', keys, [x, y]);
		const table = await store.columns(sql`select id, x, y from figures order by y desc`);
		expect(table.rows).toBe(5_000);
		expect(table.names).toEqual(['x', 'y']);
		expect(table.keys).toEqual(keys);
		expect(table.values[0]).toEqual(x);
		expect(table.values[1]).toEqual(y);
	});

	test('values never become SQL text', async () => {
		const store = await openTestStore();
		const hostile = `'; drop table events; --`;
		await store.recordEvents([anEvent({ customerId: hostile, name: hostile })]);
		expect(await store.query(sql`select name from events where customer_id = ${hostile}`)).toEqual([
			{ name: hostile },
		]);
		const odd = `a"b; drop table events`;
		const rows = await store.query(sql`select 1 as ${identifier(odd)}`);
		expect(rows).toEqual([{ [odd]: 1 }]);
	});

	test('an empty list matches nothing and is no error', async () => {
		const store = await openTestStore();
		expect(await store.query(sql`select 1 as one where 'a' in ${rowsOf([])}`)).toEqual([]);
	});

	test('too big an answer is refused with what to do', async () => {
		const store = await openTestStore();
		const query = store.query(sql`select listed from ${rowsOf(Array.from({ length: 1000 }, String))} listed`, { rowsMax: 10 });
		await expect(query).rejects.toThrow(/more than 10 rows/);
	});
});

describe('who an event belongs to', () => {
	test('a visitor becomes the customer it was first seen with, and only once that was known', async () => {
		const store = await openTestStore();
		const visit = anEvent({ customerId: null, anonymousId: 'cookie', daysAgo: 9 });
		const signUp = anEvent({ kind: 'identify', name: 'identify', anonymousId: 'cookie', daysAgo: 5 });
		const other = anEvent({ customerId: 'bob', anonymousId: 'cookie', daysAgo: 1 });
		await store.recordEvents([other, signUp, visit]);
		const owners = async (asOf: number): Promise<unknown> =>
			await store.query(sql`
				select event_id, resolved_id from ${resolvedEvents(asOf)} found order by occurred_at`);
		expect(await owners(FAR)).toEqual([
			{ event_id: visit.eventId, resolved_id: 'ada' },
			{ event_id: signUp.eventId, resolved_id: 'ada' },
			{ event_id: other.eventId, resolved_id: 'bob' },
		]);
		expect(await owners(signUp.occurredAt)).toEqual([{ event_id: visit.eventId, resolved_id: null }]);
	});

	test('aliases are followed to the end of the chain, a cycle ends, and customers can be picked', async () => {
		const store = await openTestStore();
		const alias = (from: string, to: string, daysAgo: number) =>
			anEvent({ kind: 'alias', name: 'alias', anonymousId: from, customerId: to, daysAgo });
		await store.recordEvents([
			anEvent({ customerId: 'old', daysAgo: 9 }),
			alias('old', 'middle', 8),
			alias('middle', 'new', 7),
			anEvent({ customerId: 'left', daysAgo: 6 }),
			alias('left', 'right', 5),
			alias('right', 'left', 4),
		]);
		const asked = await store.query(
			sql`select event_id from ${resolvedEvents(FAR, ['new'])} found where kind = 'track'`,
		);
		expect(asked).toHaveLength(1);
		const picked = joinSql([sql`'old'`, sql`'left'`]);
		const rows = await store.query(sql`
			select customer_id, resolved_id from ${resolvedEvents(FAR)} found
			where kind = 'track' and customer_id in (${picked}) order by customer_id desc`);
		expect(rows).toEqual([
			{ customer_id: 'old', resolved_id: 'new' },
			{ customer_id: 'left', resolved_id: 'right' },
		]);
	});
});
