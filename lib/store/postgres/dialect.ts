import { Defect } from '../../core/errors';
import { plainNumber, type ColumnType, type Dialect } from '../../sql/dialect';
import { joinSql, numberLiteral, sql, type SqlValue } from '../../sql/sql';
import { standardCreateTableAs, standardIsAmong, standardUpdateFrom, standardValuesTable } from '../standardSql';

const columnTypes: Readonly<Record<ColumnType, string>> = {
	text: 'text',
	integer: 'bigint',
	instant: 'bigint',
	number: 'double precision',
	boolean: 'boolean',
	// Not jsonb: a property reads as it was sent, "1.50" and "1e21" included.
	json: 'json',
};

/** The text of Postgres' SQL. */
export const postgresDialect: Dialect = {
	name: 'postgres',
	quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
	placeholder: (position, value) => `$${position}::${typeOf(value)}`,
	columnType: (type) => columnTypes[type],
	numberLiteral: (text) => `('${text}'::double precision)`,
	rowsOf: (values) => sql`(select unnest(${values}) as listed)`,
	valuesTable: standardValuesTable,
	createTemporary: (name, select) => sql`create temp table ${name} as ${select}`,
	createTable: (name, columns) => sql`create table ${name} (${columns})`,
	createTableAs: standardCreateTableAs,
	updateFrom: standardUpdateFrom,
	onceARow: sql`offset 0`,
	findsByReading: false,
	once: (name, select) => sql`${name} as materialized (${select})`,
	distinctValues: 'apart',
	unlessStored: sql`on conflict do nothing`,
	isAmong: standardIsAmong,
	md5: (text) => sql`md5(${text})`,
	property: (json, name) => sql`(${json} ->> ${name})`,
	toNumber: (text) =>
		sql`(case when ${text} ~ ${`^(?:${plainNumber})$`} then cast(${text} as double precision) end)`,
	tinyIsZero: (number) => sql`(case when abs(${number}) < 1e-150 then 0e0 else ${number} end)`,
	quantile: (expression, share) => sql`percentile_cont(cast(${share} as double precision)) within group (order by ${expression})`,
	quantiles: (expression, shares) =>
		sql`percentile_cont(array[${joinSql(shares.map(numberLiteral))}]) within group (order by ${expression})`,
	countIf: (condition) => sql`count(*) filter (where ${condition})`,
	firstBy: (expression, order) =>
		sql`(array_agg(${expression} order by ${order}) filter (where ${expression} is not null))[1]`,
	lastBy: (expression, order) =>
		sql`(array_agg(${expression} order by ${order} desc) filter (where ${expression} is not null))[1]`,
};

/** Every parameter has a type, or Postgres could not tell the one of a list or of a value that is only selected. */
function typeOf(value: SqlValue): string {
	if (Array.isArray(value)) return 'text[]';
	switch (typeof value) {
		case 'string':
			return 'text';
		case 'boolean':
			return 'boolean';
		case 'bigint':
			return 'bigint';
		case 'number':
			return Number.isInteger(value) ? 'bigint' : 'double precision';
		default:
			throw new Defect(`a SQL parameter cannot be of type ${typeof value}`);
	}
}
