import { Defect } from '../../core/errors';
import { plainNumber, type ColumnType, type Dialect } from '../../sql/dialect';
import { standardCreateTableAs, standardIsAmong, standardUpdateFrom, standardValuesTable } from '../standardSql';
import { emptySql, joinSql, numberLiteral, sql, type SqlValue } from '../../sql/sql';

const columnTypes: Readonly<Record<ColumnType, string>> = {
	text: 'varchar',
	integer: 'bigint',
	instant: 'bigint',
	number: 'double',
	boolean: 'boolean',
	json: 'json',
};

/** The text of DuckDB's SQL. */
export const duckDbDialect: Dialect = {
	name: 'duckdb',
	quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
	placeholder: (position, value) => `$${position}${castOf(value)}`,
	columnType: (type) => columnTypes[type],
	numberLiteral: (text) => (text.startsWith('-') ? `(${text})` : text),
	rowsOf: (values) => sql`(select unnest(${values}) as listed)`,
	valuesTable: standardValuesTable,
	createTemporary: (name, select) => sql`create or replace temp table ${name} as ${select}`,
	createTable: (name, columns) => sql`create table ${name} (${columns})`,
	createTableAs: standardCreateTableAs,
	updateFrom: standardUpdateFrom,
	onceARow: emptySql,
	findsByReading: true,
	// A column is read again faster than a table of all rows is written: most of it would not fit into memory.
	once: (name, select, rows) => (rows === 'few' ? sql`${name} as materialized (${select})` : undefined),
	distinctValues: 'apart',
	unlessStored: emptySql,
	isAmong: standardIsAmong,
	md5: (text) => sql`md5(${text})`,
	property: (json, name) => sql`(${json} ->> ${jsonPointer(name)})`,
	toNumber: (text) =>
		sql`try_cast(regexp_extract(${text}, ${`^(?:${plainNumber})$`}) as double)`,
	tinyIsZero: (number) => number,
	quantile: (expression, share) => sql`quantile_cont(${expression}, ${share})`,
	quantiles: (expression, shares) => sql`quantile_cont(${expression}, [${joinSql(shares.map(numberLiteral))}])`,
	countIf: (condition) => sql`count(*) filter (where ${condition})`,
	// Filtered, although nothing absent is ever chosen: an order of several values is made comparable row by row.
	firstBy: (expression, order) => sql`arg_min(${expression}, ${order}) filter (where ${expression} is not null)`,
	lastBy: (expression, order) => sql`arg_max(${expression}, ${order}) filter (where ${expression} is not null)`,
};

/** RFC 6901: any name, also an empty one or one with quotes, dots and backslashes. */
function jsonPointer(name: string): string {
	return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A typed parameter keeps integers integers, so that comparisons can skip row groups. */
function castOf(value: SqlValue): string {
	if (value === null) return '';
	if (Array.isArray(value)) return '::varchar[]';
	switch (typeof value) {
		case 'string':
			return '::varchar';
		case 'boolean':
			return '::boolean';
		case 'bigint':
			return '::bigint';
		case 'number':
			return Number.isInteger(value) ? '::bigint' : '::double';
		default:
			throw new Defect(`a SQL parameter cannot be of type ${typeof value}`);
	}
}
