import { sql, type Sql } from '../../sql/sql';
import type { Session } from '../types';

/** The 64-bit number an id is looked up by: DuckDB's own, twenty times faster than a digest. */
export function eventHash(id: Sql): Sql {
	return sql`(hash(${id}) >> 1)::bigint`;
}

const PROBE = 'which event is this?';

/**
 * DuckDB does not promise that its hash stays the same from version to version. The store keeps what it made of a probe;
 * where that has changed, the column is filled anew, so that stored events are still found.
 */
export async function refreshEventHashes(session: Session): Promise<void> {
	await session.execute(sql`create table if not exists event_hash_probe (value bigint)`);
	const [{ present, stored }] = await session.query<{ present: string; stored: string | null }>(sql`
		select ${eventHash(sql`${PROBE}`)}::varchar as present, (select max(value)::varchar from event_hash_probe) as stored`);
	if (present === stored) return;
	await session.execute(sql`update events set event_hash = ${eventHash(sql`event_id`)}`);
	await session.execute(sql`delete from event_hash_probe`);
	await session.execute(sql`insert into event_hash_probe select ${eventHash(sql`${PROBE}`)}`);
}
