import { sql, type Sql } from '../../sql/sql';

/** The 64-bit number an id is looked up by, which Postgres promises to keep from version to version. */
export function eventHash(id: Sql): Sql {
	return sql`hashtextextended(${id}, 0)`;
}
