import { identifier, joinSql, sql, type Sql, type SqlValue } from '../sql/sql';

/** What engines that follow the standard have in common. */

export function standardValuesTable(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Sql {
	const names = joinSql(columns.map((name) => identifier(name)));
	const lines = rows.map((row) => sql`(${joinSql(row)})`);
	return sql`(select * from (values ${joinSql(lines)}) listed(${names}))`;
}
