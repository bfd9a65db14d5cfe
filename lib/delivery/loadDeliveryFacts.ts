import { DAY_MILLISECONDS } from '../core/clock';
import type { Engine } from '../engine';
import { canonicalCustomers, idsOfCustomers } from '../events/canonicalCustomers';
import { resolvedStatements } from '../events/resolvedEvents';
import { allSentEvents, receiptProperty } from '../events/sentEventNames';
import { rowsOf, sql } from '../sql/sql';
import type { Session } from '../store/types';

/**
 * Everything known counts at the gate, also what a sender's clock puts a little ahead: consent and sends are
 * read up to a day after now.
 */
export function knownUntil(now: number): number {
	return now + DAY_MILLISECONDS;
}

/** The customer each id belongs to after merges. */
export async function loadCanonical(
	engine: Pick<Engine, 'store'>,
	customerIds: readonly string[],
	now: number,
): Promise<Map<string, string>> {
	if (customerIds.length === 0) return new Map();
	const rows = await engine.store.query<{ customer_id: string; canonical_id: string }>(
		sql`select customer_id, canonical_id from ${canonicalCustomers(knownUntil(now), customerIds)} asked`,
		{ rowsMax: customerIds.length },
	);
	return new Map(rows.map((row) => [row.customer_id, row.canonical_id]));
}

/** Sends since an instant that others recorded as events: those without a receipt of this store. */
export async function countElsewhere(
	engine: Pick<Engine, 'store'>,
	customerIds: readonly string[],
	{ since, now }: { readonly since: number; readonly now: number },
): Promise<Map<string, number>> {
	const receipt = engine.store.dialect.property(sql`properties`, receiptProperty);
	const rows = await engine.store.query<{ customer_id: string; sent: number }>(sql`
		select resolved_id as customer_id, count(*) as sent
		from ${resolvedStatements(knownUntil(now), customerIds)} known
		where kind = 'track' and name in ${rowsOf(allSentEvents)}
			and occurred_at > ${since} and resolved_id in ${rowsOf(customerIds)}
			and (${receipt} is null or ${receipt} not in (select id from messages))
		group by resolved_id`);
	return new Map(rows.map((row) => [row.customer_id, row.sent]));
}

/** Messages of this store since an instant that left, or may have left, by the customer they count for now. */
export async function countHere(
	session: Pick<Session, 'query'>,
	customerIds: readonly string[],
	{ since, now }: { readonly since: number; readonly now: number },
): Promise<Map<string, number>> {
	if (customerIds.length === 0) return new Map();
	const rows = await session.query<{ customer_id: string; sent: number }>(sql`
		select canonical_id as customer_id, count(*) as sent
		from messages
		join ${idsOfCustomers(knownUntil(now), customerIds)} owned on owned.known_id = messages.customer_id
		where messages.state <> 'released' and messages.reserved_at > ${since}
		group by canonical_id`);
	return new Map(rows.map((row) => [row.customer_id, row.sent]));
}
