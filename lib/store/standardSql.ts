import type { Dialect, Lookup, TableUpdate } from '../sql/dialect';
import { identifier, joinSql, Sql, sql, type SqlValue } from '../sql/sql';
import type { TableSchema } from './schema';

/** What engines that follow the standard have in common. */

export function standardValuesTable(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Sql {
	const names = joinSql(columns.map((name) => identifier(name)));
	const lines = rows.map((row) => sql`(${joinSql(row)})`);
	return sql`(select * from (values ${joinSql(lines)}) listed(${names}))`;
}

export function standardCreateTableAs(name: Sql, select: Sql, key: string): Sql {
	return sql`create table ${name} as select * from (${select}) computed order by ${identifier(key)}`;
}

/** The engine chooses how to look; `within` tells it nothing new. */
export function standardIsAmong({ relation, equal, where }: Lookup): Sql {
	const pairs = Object.entries(equal).map(([name, value]) => sql`looked_up.${identifier(name)} = ${value}`);
	return sql`exists (
		select 1 from ${relation} looked_up where ${joinSql(where === undefined ? pairs : [...pairs, where], ' and ')}
	)`;
}

export function standardUpdateFrom({ table, key, source, set, where }: TableUpdate): Sql {
	const columns = Object.entries(set).map(([name, value]) => sql`${identifier(name)} = ${value}`);
	return sql`
		update ${table} target set ${joinSql(columns)} from ${source} source
		where target.${identifier(key)} = source.${identifier(key)}${where === undefined ? sql`` : sql` and ${where}`}`;
}

/** `types` are what columns are called, by their name or type, where that is more than what a value is cast to. */
export function standardCreateTable(
	table: TableSchema,
	dialect: Dialect,
	types: Readonly<Record<string, string>> = {},
): Sql {
	const columns = Object.entries(table.columns).map(
		([name, type]) => sql`${identifier(name)} ${new Sql([types[name] ?? types[type] ?? dialect.columnType(type)], [])}`,
	);
	const key = table.key?.map((name) => identifier(name));
	const parts = key === undefined ? columns : [...columns, sql`primary key (${joinSql(key)})`];
	return sql`create table if not exists ${identifier(table.name)} (${joinSql(parts)})`;
}
