import type { Engine } from '../../engine';
import type { CustomerEvent } from '../../events/types';
import { valuesTable, sql } from '../../sql/sql';
import { nextChange, recordRefresh } from '../refreshes';
import { holding, openLiveRules, readFacts, type LiveRule } from './liveRules';

/** A customer who came into a segment by what has just been received. */
export interface LiveEntry extends LiveRule {
	readonly customerId: string;
	/** Id of the last of the events that brought it about. */
	readonly eventId: string;
	readonly at: number;
}

/**
 * Who has come into a segment by events that were just stored: in it with them, and not in it without them. Writes that they are
 * members now, so that whoever reads segments knows as well. Events without a customer id bring nobody anywhere.
 */
export async function enterLive(engine: Engine, fresh: readonly CustomerEvent[]): Promise<LiveEntry[]> {
	const ids = [...new Set(fresh.flatMap(({ customerId }) => customerId ?? []))];
	if (ids.length === 0) return [];
	const asOf = Math.max(engine.clock.now(), ...fresh.map(({ receivedAt }) => receivedAt)) + 1;
	const live = await openLiveRules(engine, asOf);
	if (live.rules.length === 0) return [];
	const facts = await readFacts(engine, ids, live);
	const news = new Set(fresh.map(({ eventId }) => eventId));
	const entries = ids.flatMap((sentAs, index): LiveEntry[] => {
		const known = facts[index];
		const last = fresh.findLast(({ customerId }) => customerId === sentAs);
		if (known === undefined || last === undefined) return [];
		const { customerId, facts: now } = known;
		const then = { ...now, events: now.events.filter(({ eventId }) => !news.has(eventId)) };
		const before = new Set(holding(live, then, asOf).map(({ segment }) => segment));
		return holding(live, now, asOf)
			.filter(({ segment }) => !before.has(segment))
			.map((rule) => ({ ...rule, customerId, eventId: last.eventId, at: asOf }));
	});
	await writeEntries(engine, entries, asOf);
	return entries;
}

async function writeEntries(engine: Engine, entries: readonly LiveEntry[], asOf: number): Promise<void> {
	if (entries.length === 0) return;
	await engine.store.transaction(async (session) => {
		await session.lock('memberships');
		const changedAt = await nextChange(session, engine.clock.now());
		const given = valuesTable(
			['entering_id', 'entering_segment', 'because'],
			entries.map(({ customerId, segment, because }) => [customerId, segment, because]),
		);
		const entered = await session.execute(sql`
			insert into memberships (customer_id, model, segment, valid_from, valid_to, score, reason, written_at)
			select entering_id, entering_segment, entering_segment, ${asOf}, null, 1, because, ${changedAt}
			from ${given} entering
			where (entering_id, entering_segment) not in (select customer_id, segment from memberships where valid_to is null)`);
		await recordRefresh(session, { changedAt, model: 'rules', asOf, customers: entries.length, entered, departed: 0 });
	});
}
