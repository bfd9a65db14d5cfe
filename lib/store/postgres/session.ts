import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import { buildSql } from '../../sql/buildSql';
import { identifier, joinSql, sql, typeOf, type Sql, type SqlValue } from '../../sql/sql';
import type { PostgresConnection } from '../tables/postgresRows';
import { tabSeparated } from '../tabSeparated';
import { tooManyRows } from '../tooManyRows';
import type { ColumnTable, Row, Session } from '../types';
import { postgresDialect } from './dialect';
import { readBinaryColumns } from './readBinaryColumns';
import { toStoreError } from './storeError';

const ROWS_MAX = 100_000;
/** Rows fetched at once. */
const FETCH_ROWS = 10_000;

/** The reads and writes of one connection. */
export function openSession(client: ClientBase, connection: PostgresConnection): Session {
	const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> =>
		await work().catch((error: unknown) => {
			throw toStoreError(error, connection);
		});
	const execute = async (statement: Sql): Promise<number> => {
		const { text, values } = buildSql(statement, postgresDialect);
		return (await client.query(text, values.map(toPostgres))).rowCount ?? 0;
	};
	return {
		query: async <Result extends Row>(statement: Sql, options?: { rowsMax?: number }) =>
			(await attempt(async () => await readRows(client, statement, options?.rowsMax ?? ROWS_MAX))) as unknown as Result[],
		execute: async (statement) => await attempt(async () => await execute(statement)),
		columns: async (statement) => await attempt(async () => await readColumns(client, execute, statement)),
		append: async (table, keys, values) =>
			await attempt(async () => {
				const text = buildSql(sql`copy ${identifier(table)} from stdin`, postgresDialect).text;
				await pipeline(Readable.from(tabSeparated(keys, values, '')), client.query(copyFrom(text)));
			}),
		lock: async (what) => {
			await attempt(async () => await execute(sql`select pg_advisory_xact_lock(hashtext(current_schema()), hashtext(${what}))`));
		},
	};
}

/** Postgres has no sign for the character 0; neither has a name, a page or a word. */
export function toPostgres(value: SqlValue): unknown {
	if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '') : value;
	if (Array.isArray(value)) return (value as readonly string[]).map(toPostgres);
	return typeof value === 'bigint' ? String(value) : value;
}

async function readRows(client: ClientBase, statement: Sql, rowsMax: number): Promise<Row[]> {
	const { text, values } = buildSql(statement, postgresDialect);
	const cursor = client.query(new Cursor<Row>(text, values.map(toPostgres)));
	const rows: Row[] = [];
	try {
		for (;;) {
			const some = await cursor.read(FETCH_ROWS);
			if (rows.length + some.length > rowsMax) throw tooManyRows(rowsMax);
			for (const row of some) rows.push(row);
			if (some.length < FETCH_ROWS) return rows;
		}
	} finally {
		await cursor.close();
	}
}

/** Through a table of this session, because what is copied out can have no parameters. */
async function readColumns(
	client: ClientBase,
	execute: (statement: Sql) => Promise<number>,
	statement: Sql,
): Promise<ColumnTable> {
	const table = sql`${identifier('columns_read')}`;
	await execute(sql`drop table if exists ${table}`);
	await execute(sql`create temp table ${table} as ${statement}`);
	const described = await client.query<{ name: string }>(
		"select attname as name from pg_attribute where attrelid = 'columns_read'::regclass and attnum > 0 order by attnum",
	);
	const [key, ...numbers] = described.rows.map(({ name }) => name);
	const casts = [
		sql`cast(${identifier(key)} as ${typeOf('text')})`,
		...numbers.map((name) => sql`cast(${identifier(name)} as ${typeOf('number')})`),
	];
	const { text } = buildSql(sql`copy (select ${joinSql(casts)} from ${table}) to stdout with (format binary)`, postgresDialect);
	const columns = await readBinaryColumns(client.query(copyTo(text)), numbers.length);
	await execute(sql`drop table ${table}`);
	return { ...columns, names: numbers };
}
