import {
	DuckDBDataChunk,
	type DuckDBConnection,
	DuckDBDecimalValue,
	DuckDBListValue,
	DuckDBTypeId,
	DOUBLE,
	LIST,
	VARCHAR,
	listValue,
	type DuckDBResult,
	type DuckDBType,
	type DuckDBValue,
} from '@duckdb/node-api';
import { Defect, ServiceUnavailable } from '../../core/errors';
import { buildSql } from '../../sql/buildSql';
import { identifier, joinSql, sql, type Sql, type SqlValue } from '../../sql/sql';
import { tooManyRows } from '../tooManyRows';
import type { ColumnTable, Row, Session } from '../types';
import { duckDbDialect } from './dialect';
import { readColumns } from './readColumns';

const ROWS_MAX = 100_000;
/** Rows DuckDB hands over at once. */
const CHUNK_ROWS = 2048;

/** The reads and writes of one open connection. Statements on it run one after the other. */
export function openSession(connection: DuckDBConnection): Session {
	const run = async (statement: Sql): Promise<DuckDBResult> => {
		const { text, values } = buildSql(statement, duckDbDialect);
		return await connection.stream(text, values.map(toDuckDb), typesOf(values)).catch((error: unknown) => {
			throw toStoreError(error);
		});
	};
	return {
		query: async <Result extends Row>(statement: Sql, options?: { rowsMax?: number }) =>
			(await readRows(await run(statement), options?.rowsMax ?? ROWS_MAX)) as unknown as Result[],
		execute: async (statement) => {
			const { text, values } = buildSql(statement, duckDbDialect);
			const result = await connection.run(text, values.map(toDuckDb), typesOf(values)).catch((error: unknown) => {
				throw toStoreError(error);
			});
			return result.rowsChanged;
		},
		columns: async (statement) => await selectColumns(run, statement),
		// One transaction at a time writes to this database.
		lock: async () => await Promise.resolve(),
		append: async (table, keys, values) => await appendColumns(connection, { table, keys, values }),
	};
}

function toDuckDb(value: SqlValue): DuckDBValue {
	return Array.isArray(value) ? listValue([...(value as readonly string[])]) : (value as DuckDBValue);
}

/** An empty list does not tell its type by itself; everything else does, and its entry stays empty. */
function typesOf(values: readonly SqlValue[]): DuckDBType[] {
	const types: DuckDBType[] = new Array(values.length);
	values.forEach((value, index) => {
		if (Array.isArray(value)) types[index] = LIST(VARCHAR);
	});
	return types;
}

async function readRows(result: DuckDBResult, rowsMax: number): Promise<Row[]> {
	const names = result.columnNames();
	const json = result.columnTypes().map((type) => type.alias === 'JSON');
	const rows: Row[] = [];
	for (;;) {
		const chunk = await fetchChunk(result);
		if (chunk === null || chunk.rowCount === 0) return rows;
		if (rows.length + chunk.rowCount > rowsMax) throw tooManyRows(rowsMax);
		for (const values of chunk.getRows()) rows.push(toRow(names, json, values));
	}
}

function toRow(names: readonly string[], json: readonly boolean[], values: DuckDBValue[]): Row {
	return Object.fromEntries(
		values.map((value, index) => [names[index], toPlain(value, json[index])]),
	);
}

function toPlain(value: DuckDBValue, isJson: boolean): unknown {
	if (typeof value === 'bigint') return Number(value);
	if (isJson && typeof value === 'string') return JSON.parse(value) as unknown;
	if (value === null || typeof value !== 'object') return value;
	if (value instanceof DuckDBListValue) return value.items.map((item) => toPlain(item, false));
	return value instanceof DuckDBDecimalValue ? value.toDouble() : String(value);
}

async function selectColumns(
	run: (statement: Sql) => Promise<DuckDBResult>,
	statement: Sql,
): Promise<ColumnTable> {
	const described = await readRows(await run(sql`describe ${statement}`), 10_000);
	const names = described.map((row) => String(row.column_name));
	const [key, ...numbers] = names.map((name) => identifier(name));
	if (key === undefined) throw new Defect('a column table needs a key column');
	const casts = numbers.map((name) => sql`coalesce(${name}::double, 'nan'::double) as ${name}`);
	const wrapped = sql`select ${joinSql([sql`${key}::varchar as ${key}`, ...casts])} from (${statement})`;
	const result = await run(wrapped);
	return await readColumns(async () => await fetchChunk(result), result);
}

async function fetchChunk(result: DuckDBResult): Promise<DuckDBDataChunk | null> {
	return await result.fetchChunk().catch((error: unknown) => {
		throw toStoreError(error);
	});
}

async function appendColumns(
	connection: DuckDBConnection,
	{ table, keys, values }: { table: string; keys: readonly string[]; values: readonly Float64Array[] },
): Promise<void> {
	const appender = await connection.createAppender(table);
	const types = [VARCHAR, ...values.map(() => DOUBLE)];
	if (appender.columnType(0).typeId !== DuckDBTypeId.VARCHAR) {
		throw new Defect(`the first column of ${table} must be text`);
	}
	for (let start = 0; start < keys.length; start += CHUNK_ROWS) {
		const end = Math.min(start + CHUNK_ROWS, keys.length);
		const chunk = DuckDBDataChunk.create(types, end - start);
		chunk.setColumnValues(0, keys.slice(start, end));
		values.forEach((column, index) => {
			const piece = Array.from(column.subarray(start, end), (value) =>
				Number.isNaN(value) ? null : value,
			);
			chunk.setColumnValues(index + 1, piece);
		});
		appender.appendDataChunk(chunk);
		await new Promise((resolve) => setImmediate(resolve));
	}
	appender.closeSync();
}

/** DuckDB reports by text; this is the one place that reads it. */
export function toStoreError(error: unknown): Error {
	const text = error instanceof Error ? error.message : String(error);
	if (/out of memory/i.test(text)) {
		return new ServiceUnavailable(
			'the customer store ran out of its memory limit: raise "Memory Limit (MB)" in the Customer Store credential, or free disk space for its temporary files',
			{ cause: error },
		);
	}
	if (/INTERRUPT/i.test(text)) return new ServiceUnavailable('the run was cancelled', { cause: error });
	return new Defect(`the customer store refused a statement: ${text.split('\n')[0]}`, { cause: error });
}
