import type { CustomerEvent } from '../customerEvent';
import { identifier, joinSql, sql, typeOf, type Sql } from '../../sql/sql';
import { eventRow } from '../eventRow';
import { eventColumns, linkRows } from '../ingest';
import { tables } from '../schema';
import type { Session } from '../types';
import { eventHash } from './eventHash';

/** The columns of `events` that come from the sender. */
const sentColumns = Object.entries(tables[0].columns).filter(([name]) => name !== 'event_hash');

/**
 * Stores events inside the caller's transaction; true for each that was new, in order. Once by id, whoever else stores it
 * at the same time: the unique index decides, and waits for a transaction that is not finished. Whoever writes links locks
 * them before the first event and stores events in the order of their index, imports too: so nobody waits in a circle.
 */
export async function recordRows(session: Session, events: readonly CustomerEvent[]): Promise<boolean[]> {
	if (events.some(isLinking)) await session.lock('identities');
	const fresh = await session.query<{ event_id: string; place: number }>(insertGiven(events), { rowsMax: events.length });
	const places = new Set(fresh.map(({ place }) => place));
	const linking = events.filter((event, place) => places.has(place) && isLinking(event));
	if (linking.length > 0) {
		await linkRows(session, sql`(select * from events where ${isOneOf(linking)})`);
	}
	return events.map((_, place) => places.has(place));
}

function isLinking({ anonymousId, customerId }: CustomerEvent): boolean {
	return anonymousId !== null && customerId !== null;
}

function isOneOf(events: readonly CustomerEvent[]): Sql {
	const ids = events.map(({ eventId }) => eventId);
	return sql`(event_hash, event_id) in (select ${eventHash(sql`id`)}, id from unnest(${ids}) ids(id))`;
}

/** Of equal ids the first given one, unless its content was stored shortly before under the id it had then. */
function insertGiven(events: readonly CustomerEvent[]): Sql {
	const columns = joinSql(eventColumns.map((name) => identifier(name)));
	const types = sentColumns.map(([name, type]) => sql`${identifier(name)} ${typeOf(type)}`);
	const earlier = sql`(
		exists (select 1 from events known
			where known.event_hash = ${eventHash(sql`first.earlier_id`)} and known.event_id = first.earlier_id)
		or exists (select 1 from given other where other.event_id = first.earlier_id and other.place < first.place)
	)`;
	return sql`
		with given as (
			select * from json_to_recordset(cast(${jsonOf(events.map(toRow))} as json))
				as given(${joinSql([sql`place bigint`, sql`earlier_id text`, ...types])})
		), first as (
			select distinct on (event_id) *, ${eventHash(sql`event_id`)} as event_hash from given order by event_id, place
		), stored as (
			insert into events (${columns})
			select ${columns} from first where earlier_id is null or not ${earlier}
			order by event_hash, event_id
			on conflict (event_hash, event_id) do nothing
			returning event_id
		)
		select first.event_id, first.place from stored join first on first.event_id = stored.event_id`;
}

/** JSON that Postgres can make text of: it has no sign for the character 0, nor for half of a pair of surrogates. */
function jsonOf(rows: readonly object[]): string {
	const text = JSON.stringify(rows);
	if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
	const clean = (one: string): string => Buffer.from(one.replaceAll('\0', ''), 'utf8').toString('utf8');
	return JSON.stringify(rows, (_, value: unknown) => {
		if (typeof value === 'string') return clean(value);
		if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [clean(name), one as unknown]));
	});
}

function toRow(event: CustomerEvent, place: number): Record<string, unknown> {
	return { place, earlier_id: event.earlierId ?? null, ...eventRow(event) };
}
