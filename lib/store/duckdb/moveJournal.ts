import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { CustomerEvent } from '../customerEvent';
import { sql } from '../../sql/sql';
import { storeStaged } from '../ingest';
import type { Session } from '../types';
import { eventHash } from './eventHash';
import type { Journal } from './journal';

/** Events moved at once: bounds memory and the time other statements wait. */
const BATCH_EVENTS = 5_000;

/**
 * Moves waiting events into the database. A crash between its commit and the journal's leads to a second
 * move, which adds nothing, because ids are stored once.
 */
export async function moveJournal(
	journal: Journal,
	connection: DuckDBConnection,
	session: Session,
): Promise<void> {
	for (;;) {
		const waiting = await journal.waiting(BATCH_EVENTS);
		if (waiting.length === 0) return;
		await session.execute(sql`
			create or replace temp table journal_batch as select * from events limit 0`);
		const appender = await connection.createAppender('journal_batch', undefined, 'temp');
		for (const { event } of waiting) appendEvent(appender, event);
		appender.closeSync();
		await session.execute(sql`begin`);
		try {
			await session.execute(sql`
				update journal_batch set event_hash = ${eventHash(sql`event_id`)}`);
			await storeStaged(session, sql`(select rowid as place, * from journal_batch)`);
			await session.execute(sql`commit`);
		} catch (error) {
			await session.execute(sql`rollback`);
			throw error;
		}
		await journal.settle(waiting[waiting.length - 1].sequence, waiting.length);
	}
}

/** In the order of the columns of `events`; the hash is filled in by the database. */
function appendEvent(appender: DuckDBAppender, event: CustomerEvent): void {
	text(appender, event.eventId);
	appender.appendNull();
	text(appender, event.customerId);
	text(appender, event.anonymousId);
	text(appender, event.kind);
	text(appender, event.name);
	appender.appendBigInt(BigInt(event.occurredAt));
	appender.appendBigInt(BigInt(event.receivedAt));
	appender.appendBoolean(event.backfilled);
	text(appender, event.sessionId);
	text(appender, event.channel);
	text(appender, event.campaign);
	text(appender, event.orderId);
	text(appender, event.productId);
	if (event.quantity === null) appender.appendNull();
	else appender.appendDouble(event.quantity);
	cents(appender, event.revenueCents);
	text(appender, event.currency);
	cents(appender, event.discountCents);
	text(appender, event.coupon);
	text(appender, event.device);
	text(appender, event.platform);
	text(appender, JSON.stringify(event.properties));
	text(appender, event.excluded ?? null);
	appender.endRow();
}

function text(appender: DuckDBAppender, value: string | null): void {
	if (value === null) appender.appendNull();
	else appender.appendVarchar(value);
}

function cents(appender: DuckDBAppender, value: number | null): void {
	if (value === null) appender.appendNull();
	else appender.appendBigInt(BigInt(value));
}
