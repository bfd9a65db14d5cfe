import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../../../lib/engine';
import { importEvents } from '../../../../lib/events/importEvents';
import { sql } from '../../../../lib/sql/sql';
import { clickHouseRows } from '../../../../lib/store/tables/clickHouseRows';
import { duckDbRows } from '../../../../lib/store/tables/duckDbRows';
import { postgresRows } from '../../../../lib/store/tables/postgresRows';
import { selectText } from '../../../../lib/store/tables/selection';
import type { BulkSource, Store } from '../../../../lib/store/types';
import { openClickHouse } from '../../../support/databases/openClickHouse';
import { openPostgres } from '../../../support/databases/openPostgres';
import { freePort } from '../../../support/databases/startPostgres';
import { openTestStore, temporaryFolder } from '../../../support/openTestStore';

async function imported(source: BulkSource): Promise<{ store: Store; summary: Awaited<ReturnType<typeof importEvents>> }> {
	const store = await openTestStore();
	const notify = { progress: () => undefined, hint: () => undefined };
	const engine = { store, notify, clock: { now: () => Date.parse('2025-01-10') } } as unknown as Engine;
	return { store, summary: await importEvents(engine, { source }) };
}

async function storedOf(store: Store): Promise<unknown> {
	return await store.query(sql`select event_id, customer_id, name, occurred_at, revenue_cents, properties from events order by event_id`);
}

const expected = [
	{
		event_id: 'e1',
		customer_id: '7',
		name: 'Order Completed',
		occurred_at: Date.parse('2024-06-01T10:00:00Z'),
		revenue_cents: 1250,
		properties: { page: 'a "quoted"\n\\n page', items: [{ sku: 'x' }] },
	},
	{ event_id: 'e2', customer_id: '8', name: 'Page Viewed', occurred_at: Date.parse('2024-06-02T10:00:00.123Z'), revenue_cents: null, properties: { page: null, items: [] } },
];

describe('a table of Postgres', () => {
	test('is read with its times, nested values and nulls, and cannot be changed', async () => {
		const { connection, run } = await openPostgres();
		await run(`create schema shop; create table shop."Events" (event_id text, user_id bigint, event text, "timestamp" timestamptz,
			revenue numeric(10, 2), page text, items jsonb);
			insert into shop."Events" values
				('e1', 7, 'Order Completed', '2024-06-01 12:00:00+02', 12.50, e'a "quoted"\\n\\\\n page', '[{"sku": "x"}]'),
				('e2', 8, 'Page Viewed', '2024-06-02 10:00:00.123+00', null, null, '[]')`);
		const { store, summary } = await imported(postgresRows(connection, { table: 'shop.Events' }));
		expect(summary).toMatchObject({ rows: 2, stored: 2 });
		expect(await storedOf(store)).toEqual(expected);
		const query = { query: 'select * from shop."Events" where user_id = 7; -- seven' };
		await expect(imported(postgresRows(connection, { query: 'select 1 +; --' }))).rejects.toThrow(/cannot run the query: syntax error/);
		expect((await imported(postgresRows(connection, { query: query.query.replace('; -- seven', ' -- seven') }))).summary.rows).toBe(1);
		await run('create function spend() returns int language sql as $$ delete from shop."Events"; select 1 $$');
		await expect(imported(postgresRows(connection, { query: 'select spend() as user_id, now() as timestamp' }))).rejects.toThrow(/would change data/);
		await expect(imported(postgresRows(connection, { table: 'shop.nothing' }))).rejects.toThrow(/cannot run the query: relation "shop.nothing" does not exist/);
		await expect(imported(postgresRows({ ...connection, password: 'wrong' }, query))).rejects.toThrow(/refuses user "owner": check user and password/);
		await expect(imported(postgresRows({ ...connection, database: 'none' }, query))).rejects.toThrow(/has no database "none"/);
		await expect(imported(postgresRows({ ...connection, port: await freePort() }, query))).rejects.toThrow(/cannot be reached \(ECONNREFUSED\)/);
		// A value in an error of the database is not passed on.
		await run(`insert into shop."Events" values ('ada@example.com', 9, 'x', now(), null, null, null)`);
		const failed = imported(postgresRows(connection, { query: 'select event_id::int as user_id, "timestamp" from shop."Events"' }));
		await expect(failed.catch((error: unknown) => String(error))).resolves.toMatch(/stopped the query \(SQLSTATE 22P02\)$/);
	}, 60_000);

	test('of many rows comes in parts, in bounded memory', async () => {
		const { connection } = await openPostgres();
		const query = `select 'e' || n as event_id, 'u' || n % 1000 as user_id, 'Seen' as event, timestamp '2024-01-01' + n * interval '1 second' as timestamp
			from generate_series(1, 300000) n`;
		const { summary } = await imported(postgresRows(connection, { query }));
		expect(summary).toMatchObject({ rows: 300_000, stored: 300_000 });
	}, 60_000);
});

test('a table of ClickHouse is read with its times, nested values and nulls', async () => {
	const { connection, run } = await openClickHouse();
	run(`create table events (event_id String, user_id UInt64, event String, timestamp DateTime64(3, 'Europe/Berlin'),
		revenue Nullable(Decimal(10, 2)), page Nullable(String), items Array(Map(String, String))) engine = MergeTree order by event_id`);
	run(String.raw`insert into events values
		('e1', 7, 'Order Completed', toDateTime64('2024-06-01 12:00:00.000', 3, 'Europe/Berlin'), 12.5, 'a "quoted"\n\\n page', [map('sku', 'x')]),
		('e2', 8, 'Page Viewed', toDateTime64('2024-06-02 12:00:00.123', 3, 'Europe/Berlin'), null, null, [])`);
	const { store, summary } = await imported(clickHouseRows(connection, { table: 'events' }));
	expect(summary).toMatchObject({ rows: 2, stored: 2 });
	expect(await storedOf(store)).toEqual(expected);
	expect((await imported(clickHouseRows(connection, { query: 'select * from events where user_id = 8 -- eight' }))).summary.rows).toBe(1);
	await expect(imported(clickHouseRows(connection, { table: 'nothing' }))).rejects.toThrow(/cannot run the query: .*nothing/);
	await expect(imported(clickHouseRows({ ...connection, password: 'wrong' }, { table: 'events' }))).rejects.toThrow(/refuses user "default"/);
	const nowhere = { ...connection, url: `http://127.0.0.1:${await freePort()}` };
	await expect(imported(clickHouseRows(nowhere, { table: 'events' }))).rejects.toThrow(/cannot be reached \(ECONNREFUSED\)/);
}, 60_000);

test('an error that ClickHouse finds after it has sent rows is no end of the table', async () => {
	const { createServer } = await import('node:http');
	const server = createServer((_request, response) => {
		response.writeHead(200);
		response.end('{"user_id":"1","timestamp":"2024-01-01"}\nCode: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)\n');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const { port } = server.address() as { port: number };
	const source = clickHouseRows({ url: `http://127.0.0.1:${port}`, database: 'default', user: 'default', password: '' }, { table: 'events' });
	await expect(imported(source)).rejects.toThrow(/stopped the query \(code 241\)/);
});

test('a table of a DuckDB file is read by an engine of its own, and the file stays as it is', async () => {
	const path = join(await temporaryFolder(), 'shop.duckdb');
	const instance = await DuckDBInstance.create(path);
	const connection = await instance.connect();
	await connection.run(`create table events as select * from (values
		('e1', 7, 'Order Completed', timestamptz '2024-06-01 12:00:00+02', 12.50, 'a "quoted"' || chr(10) || '\\n page', [{sku: 'x'}]),
		('e2', 8, 'Page Viewed', timestamptz '2024-06-02 10:00:00.123+00', null, null, [])
	) rows(event_id, user_id, event, timestamp, revenue, page, items)`);
	connection.closeSync();
	instance.closeSync();
	const { store, summary } = await imported(duckDbRows(path, { table: 'events' }));
	expect(summary).toMatchObject({ rows: 2, stored: 2 });
	expect(await storedOf(store)).toEqual(expected);
	await expect(imported(duckDbRows(path, { query: 'select * from nothing' }))).rejects.toThrow(/cannot run the query: Catalog Error: Table with name nothing/);
	await expect(imported(duckDbRows(path, { query: "delete from events returning *" }))).rejects.toThrow(/cannot run the query/);
	await expect(imported(duckDbRows('/nowhere/a.duckdb', { table: 'events' }))).rejects.toThrow(/cannot be read: expected a file/);
});

test('names of tables are quoted, and an empty selection is refused', () => {
	expect(selectText({ table: 'shop.Even"ts' })).toBe('select * from "shop"."Even""ts"');
	expect(selectText({ table: '"shop"."Events"' })).toBe('select * from "shop"."Events"');
	expect(() => selectText({ table: 'shop.' })).toThrow(/Table is "shop."/);
	expect(() => selectText({ query: ' ; ' })).toThrow(/Query is empty/);
	expect(selectText({ query: 'select 1;' })).toBe('select 1\n');
});
