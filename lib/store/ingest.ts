import { emptySql, identifier, isAmong, joinSql, perDialect, sql, unlessStored, type Sql } from '../sql/sql';
import { nobodyIds } from './nobodyIds';
import { replaceTemporary } from './replaceTemporary';
import { refreshGroups } from './refreshGroups';
import { tables } from './schema';
import type { Session } from './types';

const eventsTable = tables[0];

/** Names of the columns of `events`, in order. */
export const eventColumns: readonly string[] = Object.keys(eventsTable.columns);

const columnList = joinSql(eventColumns.map((name) => identifier(name)));

/**
 * Stores a staged relation with the columns of `events` and `place`, which tells its rows apart: each event once, the
 * links it proves, and who is one person because of them. Runs inside the caller's transaction; returns the number of
 * new events.
 */
export async function storeStaged(session: Session, staged: Sql): Promise<number> {
	return await storeNew(session, await newRows(session, staged));
}

/** Stores rows of which none repeats or is stored already; see `newRows`. */
export async function storeNew(session: Session, rows: Sql): Promise<number> {
	await linkRows(session, rows);
	return await session.execute(sql`
		insert into events (${columnList}) select ${columnList} from ${rows} batch ${inOrder} ${unlessStored}`);
}

/** Where others may store the same events at the same time, all do so in one order, so that none waits for each other. */
const inOrder = perDialect((dialect) => (dialect.unlessStored === emptySql ? emptySql : sql`order by event_hash, event_id`));

/** Keeps the links new rows prove, and who is one person because of them. */
export async function linkRows(session: Session, rows: Sql): Promise<void> {
	const [{ pairs, aliases }] = await session.query<{ pairs: number; aliases: number }>(sql`
		select count(*) as pairs, count(case when kind = 'alias' then 1 end) as aliases
		from ${rows} batch where anonymous_id is not null and customer_id is not null`);
	if (pairs === 0) return;
	await session.lock('identities');
	await session.execute(insertNewLinks(rows));
	if (aliases === 0) return;
	const linked = sql`${rows} batch where kind = 'alias' and anonymous_id is not null and customer_id is not null`;
	await refreshGroups(session, sql`select anonymous_id as known_id from ${linked} union all select customer_id as known_id from ${linked}`);
}

/**
 * The rows of a staged relation that are news: the first of equal ids, and none that is stored. Ids are compared by a
 * 64-bit hash first, so that no index has to fit in memory and the ids of stored events are read only where a hash is
 * found again; most batches hold no repeat and cost no more than that.
 */
export async function newRows(session: Session, staged: Sql): Promise<Sql> {
	const [{ repeats }] = await session.query<{ repeats: number }>(sql`select ${countRepeats(staged)} as repeats`);
	if (repeats === 0) return staged;
	const repeated = repeatedHashes(staged);
	await replaceTemporary(session, 'repeated_rows', sql`
		select place from (
			select place, row_number() over (partition by event_id order by received_at, occurred_at, place) as copy
			from ${staged} staged
			where event_hash in (select event_hash from ${repeated} repeated)
		) copies
		where copy > 1
		union
		select place from ${staged} batch
		where ${isAmong({
			relation: sql`events`,
			equal: { event_hash: sql`batch.event_hash`, event_id: sql`batch.event_id` },
			within: hashesOf(staged),
		})}`);
	return sql`(select * from ${staged} staged where place not in (select place from repeated_rows))`;
}

/** 0 where no hash is found twice, in the batch or among stored events. */
function countRepeats(staged: Sql): Sql {
	return perDialect(({ findsByReading }) => (findsByReading ? countOtherMatches(staged) : sql`(select count(*) from ${repeatedHashes(staged)} repeated)
		+ (select count(*) from ${staged} staged where ${isStoredHash(staged)})`));
}

function isStoredHash(staged: Sql): Sql {
	return isAmong({ relation: sql`events`, equal: { event_hash: sql`staged.event_hash` }, within: hashesOf(staged) });
}

function hashesOf(staged: Sql): Sql {
	return sql`select event_hash from ${staged} given`;
}

function repeatedHashes(staged: Sql): Sql {
	return sql`(select event_hash from ${staged} staged group by event_hash having count(*) > 1)`;
}

/** Every row matches itself: what matches beyond that is a repeat. One hash table for both questions; the first repeat ends it. */
function countOtherMatches(staged: Sql): Sql {
	const rows = sql`(select count(*) from ${staged} counted)`;
	return sql`(select count(*) from (
		select 1 from (select event_hash from events union all select event_hash from ${staged} own) every_hash
		join ${staged} staged on staged.event_hash = every_hash.event_hash limit ${rows} + 1
	) matches) - ${rows}`;
}

/**
 * Links the ids a batch proves to belong together: an anonymous id seen beside a customer id, and aliases. Of new
 * events alone: a retry cannot bring back a link that was undone. A link is known from when its event both occurred and arrived, and was stated when the sender said so. Of each pair
 * the rows are kept that no other beats in both, whatever the order they came in. An undo holds for all that was known
 * before it, also for history that is loaded later.
 */
function insertNewLinks(rows: Sql): Sql {
	return sql`
		insert into identities (known_id, known_as, customer_id, linked_at, event_id, stated_at, undone_at)
		select known_id, known_as, customer_id, linked_at, event_id, stated_at, nullif(holds_until, ${ALWAYS})
		from ${firstLinks(provenLinks(rows))} found
		where not exists (
			select 1 from identities known
			where known.known_id = found.known_id and known.customer_id = found.customer_id
				and known.known_as = found.known_as
				and known.linked_at <= found.linked_at and known.stated_at <= found.stated_at
				and (known.undone_at is null or known.undone_at > found.linked_at)
		)`;
}

/** Later than any instant, for a link that nothing undid. */
const ALWAYS = Number.MAX_SAFE_INTEGER;

/** For each pair, in both directions, its undos and the one before each: between the two a link belongs to the later. */
const undoneLinks = sql`(
	select one_id, other_id, undone_at, lag(undone_at) over (
		partition by one_id, other_id order by undone_at
	) as undone_before
	from (
		select known_id as one_id, customer_id as other_id, undone_at from identities where undone_at is not null
		union
		select customer_id, known_id, undone_at from identities where undone_at is not null
	) undos
)`;

function provenLinks(rows: Sql): Sql {
	const nobody = joinSql(nobodyIds);
	return sql`(
		select proven.*, coalesce(undone_at, ${ALWAYS}) as holds_until from (
			select anonymous_id as known_id, case when kind = 'alias' then 'alias' else 'anonymous' end as known_as,
				customer_id, greatest(occurred_at, received_at) as linked_at,
				least(occurred_at, received_at) as stated_at, event_id
			from ${rows} batch
			where anonymous_id is not null and customer_id is not null
				and (kind <> 'alias' or anonymous_id <> customer_id)
				and lower(trim(anonymous_id)) not in (${nobody}) and lower(trim(customer_id)) not in (${nobody})
		) proven
		left join ${undoneLinks} undone on one_id = known_id and other_id = customer_id
			and linked_at < undone_at and (undone_before is null or linked_at >= undone_before)
	)`;
}

/** Of each pair, between two undos, those no other row beats in both times; few rows are sorted, because most arrive in order. */
function firstLinks(links: Sql): Sql {
	const pair = sql`known_id, known_as, customer_id, holds_until`;
	return sql`(
		with proven as (select * from ${links} links),
		earliest as (select ${pair}, min(linked_at) as earliest_at from proven group by ${pair}),
		candidates as (
			select proven.* from proven join earliest using (${pair})
			where linked_at = earliest_at or stated_at < earliest_at
		)
		select * from (
			select *, min(stated_at) over (
				partition by ${pair} order by linked_at, stated_at, event_id
				rows between unbounded preceding and 1 preceding
			) as stated_before
			from candidates
		) ordered
		where stated_before is null or stated_at < stated_before
	)`;
}
