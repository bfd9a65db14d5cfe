import { expect, test } from 'vitest';
import { buildSql } from '../../../../lib/sql/buildSql';
import { identifier, sql, type Sql } from '../../../../lib/sql/sql';
import { clusterStatements, countedSelect } from '../../../../lib/store/clickhouse/cluster/clusterStatements';
import { placementOf } from '../../../../lib/store/clickhouse/cluster/placement';
import { clickHouseDialect, createTable } from '../../../../lib/store/clickhouse/dialect';
import { tables, type TableSchema } from '../../../../lib/store/schema';
import { openClickHouse } from '../../../support/databases/openClickHouse';

const place = { cluster: 'customers', database: 'shop' };

function onCluster(statement: Sql): string[] {
	const { text } = buildSql(statement, clickHouseDialect);
	return clusterStatements(text, place).map((one) => one.replace(/\s+/g, ' ').trim());
}

const snapshot = identifier('snapshot_20250101');

test('every table of the schema is sharded or everywhere, with the part of each server and the whole above it', () => {
	for (const table of tables as readonly TableSchema[]) {
		const placement = placementOf(table.name);
		const made = onCluster(createTable(table));
		expect(placement, table.name).toBeDefined();
		if (placement?.kind === 'everywhere') {
			expect(made).toEqual([expect.stringMatching(
				new RegExp(`^create table if not exists "${table.name}" on cluster "customers" \\(.*\\) engine = ReplicatedReplacingMergeTree\\('/clickhouse/tables/\\{uuid\\}/everywhere', '\\{shard\\}-\\{replica\\}'\\) order by \\(.*\\) settings`),
			)]);
		} else {
			expect(made).toEqual([
				expect.stringMatching(new RegExp(`^create table if not exists "${table.name}_local" on cluster "customers" \\(.*\\) engine = ReplicatedReplacingMergeTree order by \\(.*\\) settings`)),
				`create table if not exists "${table.name}" on cluster "customers" as "${table.name}_local" engine = Distributed('customers', 'shop', '${table.name}_local', ${placement?.by})`,
			]);
		}
	}
});

test('rows that replace each other are on one shard: its key is made of the sorting key', () => {
	for (const table of tables as readonly TableSchema[]) {
		const placement = placementOf(table.name);
		if (placement?.kind !== 'sharded') continue;
		const [local] = onCluster(createTable(table));
		const order = /order by \((.*)\) settings/.exec(local)?.[1] ?? '';
		const columns = [...placement.by.matchAll(/\b(?:\w+_id|id)\b/g)].map(([name]) => name);
		expect(columns.length).toBeGreaterThan(0);
		for (const column of columns) expect(order).toMatch(new RegExp(`\\b${column}\\b`));
	}
});

test('vectors of texts lie by their text, tables of one computation on one server', () => {
	expect(placementOf('text_vectors_0a1b')).toEqual({ kind: 'sharded', by: "cityHash64(coalesce(content, ''))" });
	expect(placementOf('assigned')).toBeUndefined();
	expect(placementOf('import_rows_1')).toBeUndefined();
});

test('a snapshot gets its columns from the select, then its rows through the whole', () => {
	const select = sql`select customer_id, 1 as one from events where received_at < ${5}`;
	expect(onCluster(clickHouseDialect.createTableAs(sql`${snapshot}`, select, 'customer_id'))).toEqual([
		'create table "snapshot_20250101_local" on cluster "customers" engine = ReplicatedReplacingMergeTree order by ("customer_id") settings allow_nullable_key = 1, enable_block_number_column = 1, enable_block_offset_column = 1 empty as select customer_id, 1 as one from events where received_at < {p1:Int64}',
		`create table "snapshot_20250101" on cluster "customers" as "snapshot_20250101_local" engine = Distributed('customers', 'shop', 'snapshot_20250101_local', cityHash64(coalesce(customer_id, '')))`,
		'insert into "snapshot_20250101" select customer_id, 1 as one from events where received_at < {p1:Int64}',
	]);
});

test.each<[string, Sql, string[]]>([
	['a new column', sql`alter table ${snapshot} add column if not exists ${identifier('score')} Nullable(Float64)`, [
		'alter table "snapshot_20250101_local" on cluster "customers" add column if not exists "score" Nullable(Float64)',
		'alter table "snapshot_20250101" on cluster "customers" add column if not exists "score" Nullable(Float64)',
	]],
	['a new column of a table that is everywhere', sql`alter table snapshots add column if not exists details Nullable(String)`, ['alter table snapshots add column if not exists details Nullable(String)']],
	['the end of a table', sql`drop table if exists ${snapshot}`, [
		'drop table if exists "snapshot_20250101" on cluster "customers" sync',
		'drop table if exists "snapshot_20250101_local" on cluster "customers" sync',
	]],
	['the end of a temporary table', sql`drop table if exists ${identifier('assigned')}`, ['drop table if exists "assigned"']],
	['rows that go', sql`delete from events where event_id = ${'a'}`, ['delete from "events_local" on cluster "customers" where event_id = {p1:String}']],
	['rows that go from a table that is everywhere', sql`delete from settings where name = ${'a'}`, ['delete from settings where name = {p1:String}']],
	['a temporary table', clickHouseDialect.createTemporary(sql`${identifier('assigned')}`, sql`select 1 as one`), ['create temporary table "assigned" as select 1 as one']],
	['a table for rows on their way', clickHouseDialect.createTable(sql`${identifier('scores_of')}`, sql`a String`), ['create table "scores_of" (a String) engine = MergeTree order by tuple()']],
	['rows that come', sql`insert into events (event_id) select ${'a'}`, ['insert into events (event_id) select {p1:String}']],
])('%s', (_, statement, expected) => {
	expect(onCluster(statement)).toEqual(expected);
});

test('an update is a newer row with the same key, whatever brackets and quotes its values have', () => {
	const update = sql`update memberships set valid_to = ${5}, reason = concat('a, where b', coalesce(reason, 'it''s')) where valid_to is null and (customer_id, segment) not in (select customer_id, segment from assigned where true)`;
	expect(onCluster(update)).toEqual([
		"insert into memberships select * replace ({p1:Int64} as valid_to, concat('a, where b', coalesce(reason, 'it''s')) as reason) from memberships where valid_to is null and (customer_id, segment) not in (select customer_id, segment from assigned where true)",
	]);
});

test('only inserts whose rows are asked for are counted, by their select', () => {
	expect(countedSelect('\n\tinsert into events (event_id, name) select event_id, name from batch')).toBe('select event_id, name from batch');
	expect(countedSelect('insert into settings (name) select 1')).toBeUndefined();
	expect(countedSelect('insert into messages (id) values (1)')).toBeUndefined();
});

test("ClickHouse's own parser reads every statement for a cluster as the statement it is meant to be", async () => {
	const { connection } = await openClickHouse();
	const statements = [
		...tables.map((table) => createTable(table)),
		clickHouseDialect.createTableAs(sql`${snapshot}`, sql`select 'a' as customer_id`, 'customer_id'),
		sql`alter table ${snapshot} add column if not exists score Nullable(Float64)`,
		sql`drop table if exists ${snapshot}`,
		sql`delete from events where event_id = 'a'`,
		sql`update memberships set valid_to = 5 where valid_to is null`,
	].flatMap(onCluster);
	for (const statement of statements) {
		const [kind] = await explain(connection, statement);
		const word = /^(\w+)/.exec(statement)?.[1] ?? '';
		expect(kind.toLowerCase(), statement).toContain(word);
	}
});

async function explain({ url, user, password }: { url: string; user: string; password: string }, statement: string): Promise<string[]> {
	// As a setting of the address, because the test server would take a cluster out of the body.
	const answer = await fetch(`${url}/?query=${encodeURIComponent(`explain ast ${statement}`)}`, {
		method: 'POST',
		headers: { 'x-clickhouse-user': user, 'x-clickhouse-key': password },
	});
	const text = await answer.text();
	expect(answer.status, text).toBe(200);
	return text.split('\n');
}
