import { Readable } from 'node:stream';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { buildSql } from '../../sql/buildSql';
import { identifier, joinSql, sql, type Sql, type SqlValue } from '../../sql/sql';
import { tabSeparated } from '../tabSeparated';
import { tooManyRows } from '../tooManyRows';
import { tables } from '../schema';
import type { ColumnTable, Row, Session } from '../types';
import { clusterStatements, countedSelect } from './cluster/clusterStatements';
import type { ClusterPlace } from './cluster/placement';
import { clickHouseDialect } from './dialect';
import { readRowBinary } from './readRowBinary';

const ROWS_MAX = 100_000;
/** Longer values go into the body of a request: an address has a bound. */
const ADDRESS_BYTES_MAX = 8_000;

/** What makes ClickHouse read SQL as the standard means it, and shows each row as its newest version says. */
const settings: ClickHouseSettings = {
	data_type_default_nullable: 1,
	join_use_nulls: 1,
	union_default_mode: 'DISTINCT',
	aggregate_functions_null_for_empty: 1,
	prefer_column_name_to_alias: 1,
	allow_experimental_correlated_subqueries: 1,
	mutations_sync: '2',
	lightweight_deletes_sync: '2',
	final: 1,
	output_format_json_quote_64bit_integers: 0,
	// Values that are too long for an address stand in the text.
	max_query_size: '1000000000',
	// A model may be thousands of products, such as the directions of a customer vector.
	max_ast_elements: '1000000',
	max_expanded_ast_elements: '5000000',
	session_timezone: 'UTC',
};

/** What a cluster needs beside that: who asks has the small side of a join, and a row that was written is there for the next read. */
const clusterSettings: ClickHouseSettings = {
	distributed_product_mode: 'global',
	prefer_global_in_and_join: 1,
	distributed_foreground_insert: 1,
	// Reads go to the replica that was written to.
	load_balancing: 'in_order',
	// A row that goes back to what it was, and the same row after a removal, is no repetition.
	insert_deduplicate: 0,
	alter_sync: '2',
	distributed_ddl_task_timeout: '3600',
};

export interface SessionOptions {
	/** Absent: one server. */
	readonly cluster?: ClusterPlace;
	/** Requests with the same id see each other's temporary tables, one after the other. */
	readonly sessionId?: string;
	toError(error: unknown): Error;
}

/** The reads and writes of one session of ClickHouse. */
export function openSession(client: ClickHouseClient, { sessionId, cluster, toError }: SessionOptions): Session {
	const shared = { clickhouse_settings: settingsFor(cluster), ...(sessionId === undefined ? {} : { session_id: sessionId }) };
	const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> =>
		await work().catch((error: unknown) => {
			throw toError(error);
		});
	const read = async (statement: Sql, format: 'JSONEachRow' | 'JSONCompactEachRow') => {
		const { text, values } = buildSql(statement, clickHouseDialect);
		return await client.query({ ...shared, query: text, format, query_params: named(values), use_multipart_params_auto: true });
	};
	const countRows = async ({ query, ...parameters }: { readonly query: string }): Promise<number> => {
		const found = await client.query({ ...parameters, query: `select count() as rows from (${query})`, format: 'JSONEachRow' });
		return (await found.json<{ rows: number }>())[0].rows;
	};
	return {
		query: async <Result extends Row>(statement: Sql, options?: { rowsMax?: number }) =>
			await attempt(async () => {
				const rowsMax = options?.rowsMax ?? ROWS_MAX;
				const rows: Row[] = [];
				for await (const some of (await read(statement, 'JSONEachRow')).stream<Row>()) {
					if (rows.length + some.length > rowsMax) throw tooManyRows(rowsMax);
					for (const row of some) rows.push(withJson(row.json()));
				}
				return rows as unknown as Result[];
			}),
		execute: async (statement) =>
			await attempt(async () => {
				const { query, ...parameters } = withValues(statement);
				const run = async (one: string): Promise<number> => {
					const { summary } = await client.command({ ...shared, ...parameters, query: one });
					return Number(summary?.written_rows ?? 0);
				};
				if (cluster === undefined) return await run(query);
				const counted = countedSelect(query);
				const rows = counted === undefined ? 0 : await countRows({ ...shared, ...parameters, query: counted });
				for (const one of clusterStatements(query, cluster)) await run(one);
				return rows;
			}),
		columns: async (statement) => await attempt(async () => await readColumns(client, shared, statement)),
		append: async (table, keys, values) =>
			await attempt(async () => {
				if (keys.length === 0) return;
				await client.insert({
					...shared,
					table: buildSql(sql`${identifier(table)}`, clickHouseDialect).text,
					format: 'TabSeparated',
					values: Readable.from(tabSeparated(keys, values, '\\0'), { objectMode: false }),
				});
			}),
		lock: async () => await Promise.resolve(),
	};
}

/** Settings of every statement. */
export function settingsFor(cluster: ClusterPlace | undefined): ClickHouseSettings {
	return cluster === undefined ? settings : { ...settings, ...clusterSettings };
}

function named(values: readonly SqlValue[]): Record<string, unknown> {
	return Object.fromEntries(values.map((value, index) => [`p${index + 1}`, value]));
}

/** Many or long values are written into the text by the rules for literals, because only it goes into the body of a request. */
function withValues(statement: Sql): { query: string; query_params: Record<string, unknown> } {
	const { text, values } = buildSql(statement, clickHouseDialect);
	if (JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).length <= ADDRESS_BYTES_MAX) {
		return { query: text, query_params: named(values) };
	}
	const literals = { ...clickHouseDialect, placeholder: (_: number, value: SqlValue) => literal(value) };
	return { query: buildSql(statement, literals).text, query_params: {} };
}

function literal(value: SqlValue): string {
	if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
	if (Array.isArray(value)) return `cast([${(value as readonly string[]).map(literal).join(', ')}] as Array(String))`;
	return String(value);
}

const jsonColumns = new Set(
	tables.flatMap(({ columns }) => Object.entries(columns).filter(([, type]) => type === 'json').map(([name]) => name)),
);

/** Its columns of text do not tell which hold JSON; their names do, and its first sign. */
function withJson(row: Row): Row {
	const texts = Object.entries(row).filter(
		([name, value]) => typeof value === 'string' && jsonColumns.has(name) && /^[[{]/.test(value),
	);
	if (texts.length === 0) return row;
	return { ...row, ...Object.fromEntries(texts.map(([name, value]) => [name, JSON.parse(value as string) as unknown])) };
}

type Shared = { readonly clickhouse_settings: ClickHouseSettings; readonly session_id?: string };

async function readColumns(client: ClickHouseClient, shared: Shared, statement: Sql): Promise<ColumnTable> {
	const { text, values } = buildSql(sql`describe table (${statement})`, clickHouseDialect);
	const described = await client.query({ ...shared, query: text, query_params: named(values), format: 'JSONEachRow', use_multipart_params_auto: true });
	const [key, ...numbers] = (await described.json<{ name: string }>()).map(({ name }) => name);
	const cast = joinSql([
		sql`toString(assumeNotNull(${identifier(key)}))`,
		...numbers.map((name) => sql`assumeNotNull(coalesce(cast(${identifier(name)} as Nullable(Float64)), nan))`),
	]);
	const { stream } = await client.exec({
		...shared,
		...withFormat(withValues(sql`select ${cast} from (${statement}) rows`), 'RowBinary'),
	});
	return { ...(await readRowBinary(stream, numbers.length)), names: numbers };
}

function withFormat<Statement extends { readonly query: string }>(statement: Statement, format: string): Statement {
	return { ...statement, query: `${statement.query} format ${format}` };
}
