import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importEvents } from '../../../lib/events/importEvents';
import { sql } from '../../../lib/sql/sql';
import type { Engine } from '../../../lib/engine';
import { openStoreAt } from '../../support/openStoreAt';
import { openTestStore, temporaryFolder } from '../../support/openTestStore';

const dataFolder = process.env.COHORTS_DATA;

async function openImporter(): Promise<{ engine: Engine; folder: string }> {
	const store = await openTestStore();
	const notify = { progress: () => undefined, hint: () => undefined };
	const clock = { now: () => Date.parse('2025-01-10T00:00:00Z') };
	return { engine: { store, notify, clock } as unknown as Engine, folder: await temporaryFolder() };
}

async function fileWith(folder: string, name: string, content: string | Buffer): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, content);
	return path;
}

describe('importing a file', () => {
	test('a number beyond belief costs its own row, not the whole file', async () => {
		const { engine, folder } = await openImporter();
		const rows = ['1,1e30,0,1', '1,5,1e300,1', '1,5,0,nan', '1,5,0,1e13', '1,5,0,1'];
		const lines = rows.map((row) => `2024-12-01 08:26:00,Order Completed,${row}`);
		const header = 'timestamp,event,userId,revenue,discount,quantity';
		const path = await fileWith(folder, 'odd.csv', [header, ...lines].join('\n'));
		expect(await importEvents(engine, { path })).toMatchObject({
			stored: 1,
			rejected: { 'an amount or quantity is not a number': 4 },
		});
	});

	test('each line of an order export is kept once, returns and blanks are counted', async () => {
		const { engine, folder } = await openImporter();
		const path = await fileWith(
			folder,
			'orders.csv',
			[
				'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
				'1,A,6,2024-12-01 08:26:00,2.55,17850,UK',
				'1,B,2,2024-12-01 08:26:00,3.39,17850,UK',
				'1,B,2,2024-12-01 08:26:00,3.39,17850,UK',
				'C2,A,-1,2024-12-02 08:26:00,2.55,17850,UK',
				'3,A,1,2024-12-03 08:26:00,2.55,,UK',
				'4,A,1,yesterday,2.55,5,UK',
				'5,A,1,2031-01-01,2.55,5,UK',
				'6,A,many,2024-12-03,2.55,5,UK',
			].join('\n'),
		);
		const summary = await importEvents(engine, { path });
		expect(summary).toMatchObject({
			rows: 8,
			stored: 4,
			refunds: 1,
			rejected: {
				'duplicate of a row with the same id or, without ids, the same content': 1,
				'no customer: neither a customer id nor an anonymous id': 1,
				'no usable time': 1,
				'an amount or quantity is not a number': 1,
			},
			excluded: { 'its time cannot be: before 1990, or more than a day after it arrived': 1 },
			mapping: { customerId: 'CustomerID', occurredAt: 'InvoiceDate', orderId: 'InvoiceNo' },
			keptAsProperties: ['Country'],
		});
		const rows = await engine.store.query(sql`
			select name, revenue_cents, currency, order_id, occurred_at, received_at, backfilled, properties
			from events order by occurred_at, product_id`);
		expect(rows[0]).toEqual({
			name: 'Order Completed',
			revenue_cents: 1530,
			currency: 'EUR',
			order_id: '1',
			occurred_at: Date.parse('2024-12-01T08:26:00Z'),
			received_at: Date.parse('2024-12-01T08:26:00Z'),
			backfilled: true,
			properties: { Country: 'UK' },
		});
		expect(rows[2]).toMatchObject({ name: 'Order Refunded', revenue_cents: -255 });
		expect(await importEvents(engine, { path })).toMatchObject({ rows: 8, stored: 0 });
	});

	test('lines of JSON keep their ids, arrival and properties, and a broken line is counted', async () => {
		const { engine, folder } = await openImporter();
		const lines = [
			{ messageId: 'm1', type: 'track', event: 'Plan Viewed', userId: 7, timestamp: '2024-12-01T10:00:00Z', receivedAt: '2024-12-02T10:00:00Z', properties: { plan: 'pro', revenue: 12.5, order_id: 'o1' } },
			{ messageId: 'm2', type: 'identify', anonymousId: 'x', userId: '7', timestamp: 1733000000, traits: { email: 'a@example.com', name: 'Ada' } },
		];
		const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot json\n[1]\n`;
		const path = await fileWith(folder, 'events.ndjson.gz', gzipSync(text));
		const summary = await importEvents(engine, { path });
		expect(summary).toMatchObject({ rows: 4, stored: 2, rejected: { 'the line cannot be read: no JSON object, broken letters or too many columns': 2 } });
		const rows = await engine.store.query(sql`
			select event_id, customer_id, name, occurred_at, received_at, revenue_cents, order_id, properties
			from events order by event_id`);
		expect(rows).toEqual([
			{
				event_id: 'm1',
				customer_id: '7',
				name: 'Plan Viewed',
				occurred_at: Date.parse('2024-12-01T10:00:00Z'),
				received_at: Date.parse('2024-12-02T10:00:00Z'),
				revenue_cents: 1250,
				order_id: 'o1',
				properties: { plan: 'pro', revenue: 12.5, order_id: 'o1' },
			},
			{
				event_id: 'm2',
				customer_id: '7',
				name: 'identify',
				occurred_at: 1733000000000,
				received_at: 1733000000000,
				revenue_cents: null,
				order_id: null,
				properties: { email: 'a@example.com', name: 'Ada' },
			},
		]);
		expect(await engine.store.query(sql`select known_id, customer_id from identities`)).toEqual([
			{ known_id: 'x', customer_id: '7' },
		]);
	});

	test('a file without a customer column names the columns it saw', async () => {
		const { engine, folder } = await openImporter();
		const path = await fileWith(folder, 'a.csv', 'Region,Sales,Date\nNorth,5,2024-01-01\n');
		await expect(importEvents(engine, { path })).rejects.toThrow(/"Region", "Sales", "Date"/);
	});

	test('times in another format ask for it by example, and are read when it is given', async () => {
		const { engine, folder } = await openImporter();
		const path = await fileWith(folder, 'a.csv', 'user_id,date,amount\n1,12/31/2024 8:26,5\n2,12/30/2024 9:00,7\n');
		await expect(importEvents(engine, { path })).rejects.toThrow(/"12\/3[01]\/2024 [89]:\d\d": set Time Format/);
		const mixed = await fileWith(folder, 'b.csv', 'user_id,date,amount\n1,12/31/2024 8:26,5\n2,2024-12-30 09:00,7\n');
		await expect(importEvents(engine, { path: mixed })).rejects.toThrow('set Time Format');
		expect(await engine.store.query(sql`select * from events`)).toEqual([]); // Nothing of a file that is refused.
		expect(await engine.store.query(sql`select count(*) as n from events`)).toEqual([{ n: 0 }]);
		const summary = await importEvents(engine, { path, timeFormat: '%m/%d/%Y %H:%M' });
		expect(summary).toMatchObject({ rows: 2, stored: 2 });
	});

	test('a missing file and an unknown ending say so', async () => {
		const { engine } = await openImporter();
		await expect(importEvents(engine, { path: '/nowhere/a.csv' })).rejects.toThrow(/cannot be read/);
		await expect(importEvents(engine, { path: '/nowhere/a.pdf' })).rejects.toThrow(/unknown ending/);
	});

	test.runIf(dataFolder !== undefined)('541,909 real order lines are all accounted for', async () => {
		const { engine } = await openImporter();
		const path = join(dataFolder ?? '', 'online_retail/online_retail.csv.gz');
		const summary = await importEvents(engine, { path });
		const rejected = Object.values(summary.rejected).reduce((sum, rows) => sum + rows, 0);
		expect(summary.rows).toBe(541_909);
		expect(summary.stored + rejected).toBe(541_909);
		expect(summary.rejected['no customer: neither a customer id nor an anonymous id']).toBe(135_080);
		const [row] = await engine.store.query(sql`select count(distinct customer_id) as n from events`);
		expect(row).toEqual({ n: 4_372 });
		expect(summary).toMatchObject({ refunds: 8_872, stored: 401_604 });
	}, 180_000);
});

test('the store survives: imported events are there after a restart', async () => {
	const folder = await temporaryFolder();
	const store = await openStoreAt(folder);
	const path = await fileWith(folder, 'a.csv', 'user_id,time,event\n1,2024-01-01,Hi\n');
	const notify = { progress: () => undefined, hint: () => undefined };
	const engine = { store, notify, clock: { now: () => Date.parse('2025-01-01') } } as unknown as Engine;
	await importEvents(engine, { path });
	await store.close();
	const again = await openTestStore(folder);
	expect(await again.query(sql`select name from events`)).toEqual([{ name: 'Hi' }]);
});
