import { identifier, joinSql, sql, valuesTable, type Sql, type SqlValue } from '../sql/sql';
import type { Session } from './types';

export interface ReplacedTable {
	readonly name: string;
	/** Columns that tell its rows apart; never null. */
	readonly key: readonly string[];
	/** The others. */
	readonly content: readonly string[];
}

/** Rows removed by one statement. */
const ROWS_AT_ONCE = 1_000;

/**
 * Makes `rows` all that a table holds of what is `concerned`, a condition on its rows as `present`. New and changed rows
 * are written before others are removed, so that nothing is missing where it is broken off between the two; rows that
 * stay as they are are not touched. What is removed is listed in the statement: ClickHouse removes rows outside of the
 * session, where its temporary tables cannot be seen.
 */
export async function replaceRows(
	session: Session,
	table: ReplacedTable,
	{ rows, concerned }: { readonly rows: Sql; readonly concerned: Sql },
): Promise<void> {
	const target = identifier(table.name);
	const columns = [...table.key, ...table.content];
	const equal = (names: readonly string[], one: Sql, other: Sql): Sql =>
		joinSql(names.map((name) => sql`${comparable(table, name, one)} = ${comparable(table, name, other)}`), ' and ');
	await session.execute(sql`
		insert into ${target} (${joinSql(columns.map((name) => identifier(name)))})
		select ${joinSql(columns.map((name) => sql`fresh.${identifier(name)}`))} from ${rows} fresh
		left join ${target} present on ${equal(columns, sql`fresh`, sql`present`)}
		where present.${identifier(table.key[0])} is null`);
	const read = (names: readonly string[], from: Sql, as: string): Sql[] =>
		names.map((name) => sql`${comparable(table, name, from)} as ${identifier(`${as}_${name}`)}`);
	const stale = await session.query<Record<string, SqlValue | null>>(
		sql`
			select ${joinSql([...read(columns, sql`present`, 'stale'), ...read(columns, sql`fresh`, 'fresh')])}
			from ${target} present
			left join ${rows} fresh on ${equal(table.key, sql`fresh`, sql`present`)}
			where ${concerned}
				and (fresh.${identifier(table.key[0])} is null or not (${equal(table.content, sql`fresh`, sql`present`)}))`,
		{ rowsMax: Number.MAX_SAFE_INTEGER },
	);
	for (let start = 0; start < stale.length; start += ROWS_AT_ONCE) {
		await session.execute(removal(table, stale.slice(start, start + ROWS_AT_ONCE)));
	}
}

/** Of a changed row the older content goes; of a row that is gone every content it ever had, which may still lie there. */
function removal(table: ReplacedTable, stale: readonly Readonly<Record<string, SqlValue | null>>[]): Sql {
	const among = (names: readonly string[], listed: Sql): Sql =>
		sql`(${joinSql(names.map((name) => comparable(table, name)))}) in (select * from ${listed} listed)`;
	const valuesOf = (row: (typeof stale)[number], names: readonly string[], as: string): SqlValue[] =>
		names.map((name) => row[`${as}_${name}`] as SqlValue);
	const columns = [...table.key, ...table.content];
	const changed = stale.filter((row) => row[`fresh_${table.key[0]}`] !== null);
	const gone = among(table.key, valuesTable(table.key, stale.map((row) => valuesOf(row, table.key, 'stale'))));
	if (changed.length === 0) return sql`delete from ${identifier(table.name)} where ${gone}`;
	const kept = among(columns, valuesTable(columns, changed.map((row) => valuesOf(row, columns, 'fresh'))));
	return sql`delete from ${identifier(table.name)} where ${gone} and not (${kept})`;
}

/** A column of the table as a value that is equal to itself; no instant is -1. */
function comparable({ key }: ReplacedTable, name: string, from?: Sql): Sql {
	const column = from === undefined ? sql`${identifier(name)}` : sql`${from}.${identifier(name)}`;
	return key.includes(name) || !name.endsWith('_to') ? column : sql`coalesce(${column}, -1)`;
}
