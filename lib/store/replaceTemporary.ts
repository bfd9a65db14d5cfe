import { identifier, perDialect, sql, type Sql } from '../sql/sql';
import type { Session } from './types';

/** Makes a table that only this session sees, from a select, in place of one of that name; to be dropped after use. */
export async function replaceTemporary(session: Session, name: string, select: Sql): Promise<void> {
	await session.execute(sql`drop table if exists ${identifier(name)}`);
	await session.execute(perDialect((dialect) => dialect.createTemporary(sql`${identifier(name)}`, select)));
}
