import { identifier, joinSql, sql, type Sql } from '../sql/sql';
import { tables } from './schema';

const eventsTable = tables[0];

/** Names of the columns of `events`, in order. */
export const eventColumns: readonly string[] = Object.keys(eventsTable.columns);

const columnList = joinSql(eventColumns.map((name) => identifier(name)));

/**
 * Moves a staged relation with the columns of `events` into it, each id once: the first of equal ids
 * inside the batch, and none that is stored already. Compared by a 64-bit hash of the id first, so that
 * no index has to fit in memory, then by the id itself. Only rows whose hash repeats are sorted.
 */
export function insertNewEvents(staged: Sql): Sql {
	const isNew = sql`not exists (
		select 1 from events known
		where known.event_hash = batch.event_hash and known.event_id = batch.event_id
	)`;
	return sql`
		insert into events (${columnList})
		with repeated as (
			select event_hash from ${staged} staged group by event_hash having count(*) > 1
		)
		select ${columnList} from ${staged} batch
		where event_hash not in (select event_hash from repeated) and ${isNew}
		union all
		select ${columnList} from (
			select *, row_number() over (partition by event_id order by received_at, occurred_at) as copy
			from ${staged} staged
			where event_hash in (select event_hash from repeated)
		) batch
		where copy = 1 and ${isNew}`;
}

/**
 * Links the ids a batch proves to belong together: an anonymous id seen beside a customer id, and
 * aliases. Links are only added; which one counts at an instant is decided by the reader. A link is known from when
 * its event both occurred and arrived.
 */
export function insertNewLinks(staged: Sql): Sql {
	const links = sql`
		select anonymous_id as known_id, 'anonymous' as known_as, customer_id,
			min(greatest(occurred_at, received_at)) as linked_at, min(event_id) as event_id
		from ${staged} staged
		where anonymous_id is not null and customer_id is not null and kind <> 'alias'
		group by anonymous_id, customer_id
		union all
		select anonymous_id, 'alias', customer_id, min(greatest(occurred_at, received_at)), min(event_id)
		from ${staged} staged
		where kind = 'alias' and anonymous_id is not null and customer_id is not null
			and anonymous_id <> customer_id
		group by anonymous_id, customer_id`;
	return sql`
		insert into identities (known_id, known_as, customer_id, linked_at, event_id)
		select known_id, known_as, customer_id, linked_at, event_id from (${links}) found
		where not exists (
			select 1 from identities known
			where known.known_id = found.known_id and known.customer_id = found.customer_id
				and known.known_as = found.known_as and known.linked_at <= found.linked_at
		)`;
}
