import { stat } from 'node:fs/promises';
import { InvalidInput } from '../../core/errors';
import { sql, Sql } from '../../sql/sql';
import type { FileFormat, Session } from '../types';

/** Lines looked at to learn which keys an NDJSON file has. */
const SAMPLED_LINES = 5_000;
/** Longer lines count as unreadable. */
const LINE_BYTES_MAX = 1_048_576;

/**
 * A file as a relation with one column a column of the file: text for CSV and Parquet; for NDJSON text,
 * or JSON where a key holds an object. A malformed line of NDJSON is a row of nulls, to be counted.
 */
export async function fileRelation(session: Session, path: string, format: FileFormat): Promise<Sql> {
	if (format === 'csv') return csvRelation(path);
	if (format === 'parquet') return sql`read_parquet(${path})`;
	const keys = await session.query<{ name: string; nested: boolean }>(topLevelKeys(path));
	const fields = keys.map((key) => `'${key.name.replaceAll("'", "''")}': '${key.nested ? 'JSON' : 'VARCHAR'}'`);
	const columns = new Sql([`{${fields.join(', ')}}`], []);
	return sql`read_json(${path}, format = 'newline_delimited', columns = ${columns},
		ignore_errors = true, maximum_object_size = ${LINE_BYTES_MAX})`;
}

function csvRelation(path: string): Sql {
	return sql`read_csv(${path}, all_varchar = true, header = true, null_padding = true,
		strict_mode = false, ignore_errors = true, sample_size = 20480)`;
}

function sampledLines(path: string): Sql {
	return sql`(
		select line from (
			select json as line from read_ndjson_objects(${path}, ignore_errors = true,
				maximum_object_size = ${LINE_BYTES_MAX})
			where json is not null limit ${SAMPLED_LINES}
		) sampled
		where json_type(line) = 'OBJECT')`;
}

function topLevelKeys(path: string): Sql {
	return sql`
		select name, bool_or(kind in ('OBJECT', 'ARRAY')) as nested from (
			select name, json_type(line -> ('$."' || replace(name, '"', '\\"') || '"')) as kind
			from (select line, unnest(json_keys(line)) as name from ${sampledLines(path)} objects) keys
		) kinds
		group by name order by count(*) desc, name`;
}

/** Names of columns, or of keys with one level of nesting as "properties.plan". */
export async function fileColumns(
	session: Session,
	path: string,
	format: FileFormat,
): Promise<readonly string[]> {
	await stat(path).catch((error: unknown) => {
		throw new InvalidInput(`file "${path}" cannot be read: expected a file this n8n may open`, {
			cause: error,
		});
	});
	const statement = format === 'ndjson' ? keysOf(path) : columnsOf(format, path);
	const rows = await session.query<{ name: string }>(statement).catch((error: unknown) => {
		throw new InvalidInput(`file "${path}" is not readable as ${format}: expected ${expected[format]}`, {
			cause: error,
		});
	});
	return rows.map((row) => row.name);
}

const expected: Readonly<Record<FileFormat, string>> = {
	csv: 'a table with a header row, comma, semicolon or tab separated',
	ndjson: 'one JSON object a line',
	parquet: 'a Parquet file',
};

function columnsOf(format: 'csv' | 'parquet', path: string): Sql {
	const relation = format === 'csv' ? csvRelation(path) : sql`read_parquet(${path})`;
	return sql`select column_name as name from (describe select * from ${relation})`;
}

function keysOf(path: string): Sql {
	const keys = sql`(select line, unnest(json_keys(line)) as key from ${sampledLines(path)} objects)`;
	const value = sql`(line -> ('$."' || replace(key, '"', '\\"') || '"'))`;
	return sql`
		select name from (
			select key as name from ${keys} top
			union all
			select key || '.' || unnest(json_keys(${value})) as name from ${keys} top
			where json_type(${value}) = 'OBJECT'
		) names
		group by name order by count(*) desc, name`;
}
