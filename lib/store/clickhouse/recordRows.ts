import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { rowsOf, sql, valuesTable, type Sql } from '../../sql/sql';
import type { CustomerEvent } from '../customerEvent';
import { eventRow } from '../eventRow';
import { linkRows } from '../ingest';
import { replaceTemporary } from '../replaceTemporary';
import type { Session } from '../types';
import { eventHash } from './dialect';

export interface Recorder {
	readonly client: ClickHouseClient;
	readonly session: Session;
	/** Of every statement. */
	readonly settings: ClickHouseSettings;
}

/**
 * Stores events, true for each that was new, in order; durable when it resolves. One call at a time within a process. What
 * another process stores at the same moment counts once, because equal rows are one when they are read. Links come before
 * their events: an event that is stored lacks nothing, and one whose storing was broken off is new again when it is retried.
 */
export async function recordRows(
	{ client, session, settings }: Recorder,
	events: readonly CustomerEvent[],
): Promise<boolean[]> {
	const isFresh = await findFresh(session, events);
	const fresh = events.filter((_, place) => isFresh[place]);
	if (fresh.length === 0) return isFresh;
	await keepLinks(session, fresh);
	await client.insert({
		table: 'events',
		format: 'JSONEachRow',
		values: fresh.map((event) => ({ ...eventRow(event), properties: JSON.stringify(event.properties) })),
		clickhouse_settings: settings,
	});
	return isFresh;
}

const linkColumns = ['event_id', 'kind', 'anonymous_id', 'customer_id', 'occurred_at', 'received_at'] as const;

async function keepLinks(session: Session, events: readonly CustomerEvent[]): Promise<void> {
	const linking = events.filter(({ anonymousId, customerId }) => anonymousId !== null && customerId !== null);
	if (linking.length === 0) return;
	const rows = linking.map(eventRow).map((row) => linkColumns.map((name) => row[name] as string | number));
	await replaceTemporary(session, 'linking_rows', sql`select * from ${valuesTable(linkColumns, rows)} given`);
	await linkRows(session, sql`linking_rows`);
	await session.execute(sql`drop table linking_rows`);
}

/** The first of equal ids, unless it is stored; nor what was stored shortly before under the id its content had then. */
async function findFresh(session: Session, events: readonly CustomerEvent[]): Promise<boolean[]> {
	const asked = [...new Set(events.flatMap(({ eventId, earlierId }) => [eventId, ...(earlierId === undefined ? [] : [earlierId])]))];
	const rows = await session.query<{ event_id: string }>(
		sql`select distinct event_id from events where ${isOneOf(asked)}`,
		{ rowsMax: asked.length },
	);
	const known = new Set(rows.map(({ event_id: id }) => id));
	return events.map(({ eventId, earlierId }) => {
		if (known.has(eventId) || (earlierId !== undefined && known.has(earlierId))) return false;
		known.add(eventId);
		return true;
	});
}

function isOneOf(ids: readonly string[]): Sql {
	return sql`event_hash in (select ${eventHash(sql`listed`)} from ${rowsOf(ids)} given) and event_id in ${rowsOf(ids)}`;
}
