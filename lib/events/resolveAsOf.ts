import { InvalidInput, NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import { rowsOf, sql } from '../sql/sql';

/** What this product records itself: sending to customers of last year does not make them customers of today. */
const companyRecords = ['Offer Decided', 'Email Sent', 'Push Sent', 'SMS Sent', 'Message Sent', 'message_sent'];

/** The instant a computation looks from. */
export type AsOf =
	| { readonly mode: 'lastEvent' }
	| { readonly mode: 'now' }
	| { readonly mode: 'date'; readonly at: number };

/**
 * Milliseconds of the as-of instant. `lastEvent` is just after the last event that occurred and arrived,
 * so that history runs as it is. NotEnoughData for an empty store.
 */
export async function resolveAsOf(engine: Engine, asOf: AsOf): Promise<number> {
	const now = engine.clock.now();
	if (asOf.mode === 'now') return now;
	if (asOf.mode === 'date') {
		if (!Number.isFinite(asOf.at)) throw new InvalidInput('As Of is not a date: expected one such as 2025-03-01');
		return asOf.at;
	}
	const [row] = await engine.store.query<{ last: number | null }>(
		sql`select greatest(max(occurred_at), max(received_at)) as last from events
			where excluded is null and name not in ${rowsOf(companyRecords)}`,
	);
	if (row?.last === null || row?.last === undefined) {
		throw new NotEnoughData('the customer store has no events yet: import history or send events to the trigger first');
	}
	return row.last + 1;
}
