import { DAY_MILLISECONDS } from '../../core/clock';
import type { Engine } from '../../engine';
import { sql, valuesTable } from '../../sql/sql';
import type { Store } from '../../store/types';
import { droppedKinds, type DroppedCounts, type DroppedKind } from './types';

/** Counts are written at most this often: every event may lose something, and a count is not worth a write for each. */
const WRITE_EVERY_MILLISECONDS = 60_000;

interface Waiting {
	/** By day and kind. */
	readonly counts: Map<number, Map<DroppedKind, number>>;
	since: number;
	/** The last moment anything was counted. */
	latest: number;
}

/** What was counted and is not written yet, for each open store; a crash loses a minute of counts and no event. */
const waiting = new WeakMap<Store, Waiting>();

/** Remembers what the door took, for the day it took it. */
export function countDropped({ store, clock }: Pick<Engine, 'store' | 'clock'>, dropped: DroppedCounts): void {
	const kinds = Object.entries(dropped) as [DroppedKind, number][];
	if (kinds.length === 0) return;
	const now = clock.now();
	const entry = waiting.get(store) ?? { counts: new Map(), since: now, latest: now };
	waiting.set(store, entry);
	add(entry, Math.floor(now / DAY_MILLISECONDS) * DAY_MILLISECONDS, kinds);
	entry.latest = now;
	// Nobody waits for it: should it fail, the counts are written with the next.
	if (now - entry.since >= WRITE_EVERY_MILLISECONDS) void keepDropped(store).catch(() => undefined);
}

/** Writes under way: whoever closes the store waits for them. */
const writing = new WeakMap<Store, Promise<void>>();

/** Writes what was counted; before a store is closed, and before counts are read. */
export async function keepDropped(store: Store): Promise<void> {
	const before = writing.get(store)?.catch(() => undefined) ?? Promise.resolve();
	const written = before.then(async () => await write(store));
	writing.set(store, written);
	await written;
}

async function write(store: Store): Promise<void> {
	const entry = waiting.get(store);
	if (entry === undefined) return;
	waiting.delete(store);
	const rows = [...entry.counts].flatMap(([day, kinds]) => [...kinds].map(([kind, events]) => [day, kind, events, entry.latest]));
	try {
		await store.execute(sql`
			insert into dropped_counts (day, kind, events, counted_at)
			select day, kind, events, counted_at from ${valuesTable(['day', 'kind', 'events', 'counted_at'], rows)} given`);
	} catch (error) {
		const later = waiting.get(store);
		if (later === undefined) waiting.set(store, entry);
		else for (const [day, kinds] of entry.counts) add(later, day, [...kinds]);
		throw error;
	}
}

function add({ counts }: Waiting, day: number, kinds: readonly (readonly [DroppedKind, number])[]): void {
	const ofDay = counts.get(day) ?? new Map<DroppedKind, number>();
	counts.set(day, ofDay);
	for (const [kind, events] of kinds) ofDay.set(kind, (ofDay.get(kind) ?? 0) + events);
}

export interface DroppedTotal {
	/** In plain words. */
	readonly what: string;
	/** Events that lost it, or were dropped for it. */
	readonly today: number;
	readonly lastThirtyDays: number;
}

/** What the door took of webhooks, items and files, the most frequent first. */
export async function readDropped({ store, clock }: Pick<Engine, 'store' | 'clock'>): Promise<DroppedTotal[]> {
	await keepDropped(store);
	const today = Math.floor(clock.now() / DAY_MILLISECONDS) * DAY_MILLISECONDS;
	const rows = await store.query<{ kind: string; today: number; month: number }>(sql`
		select kind, sum(case when day = ${today} then events else 0 end) as today, sum(events) as month
		from dropped_counts where day > ${today - 30 * DAY_MILLISECONDS} and day <= ${today}
		group by kind order by month desc, kind`);
	const words: Readonly<Record<string, string>> = droppedKinds;
	return rows.map(({ kind, today: events, month }) => ({ what: words[kind] ?? kind, today: Number(events), lastThirtyDays: Number(month) }));
}
