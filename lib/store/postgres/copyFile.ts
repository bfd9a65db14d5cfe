import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { buildSql } from '../../sql/buildSql';
import { identifier, joinSql, sql, typeOf, type Sql } from '../../sql/sql';
import { carriedColumns, type ServerStore } from '../duckdb/bulk/openStagedFile';
import { tables } from '../schema';
import type { Session } from '../types';
import { postgresDialect } from './dialect';
import { eventHash } from './eventHash';

/** Without signs Postgres cannot keep. */
export const keepWithoutNul: NonNullable<ServerStore['keep']> = {
	text: (column: Sql) => sql`replace(${column}, chr(0), '')`,
	json: (column: Sql) => sql`case when contains(${column}, '\\u0000')
		then regexp_replace(${column}, '((?:^|[^\\\\])(?:\\\\\\\\)*)\\\\u0000', '\\1', 'g') else ${column} end`,
};

const table = 'import_rows';

/** Rows of a file as a table of this transaction. */
export async function copyFile(client: ClientBase, session: Session, path: string): Promise<{ rows: Sql; remove: () => Promise<void> }> {
	const types = { place: 'integer', ...tables[0].columns } as const;
	const columns = carriedColumns.map((name) => sql`${identifier(name)} ${typeOf(types[name as keyof typeof types])}`);
	await session.execute(sql`drop table if exists ${identifier(table)}`);
	await session.execute(sql`
		create temp table ${identifier(table)} (
			${joinSql(columns)}, event_hash bigint generated always as (${eventHash(sql`event_id`)}) stored
		)`);
	const names = joinSql(carriedColumns.map((name) => identifier(name)));
	const { text } = buildSql(sql`copy ${identifier(table)} (${names}) from stdin with (format csv)`, postgresDialect);
	await pipeline(createReadStream(path), client.query(copyFrom(text)));
	return {
		rows: sql`(select * from ${identifier(table)})`,
		remove: async () => void (await session.execute(sql`drop table ${identifier(table)}`)),
	};
}
