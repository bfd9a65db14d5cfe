import type { Engine } from '../../engine';
import { knownIdentities } from '../../events/knownIdentities';
import type { CustomerEvent } from '../../events/types';
import { sql } from '../../sql/sql';
import { consentGivenEvent, consentTraits, consentWithdrawnEvent } from '../consentEvents';
import { latestConsents } from '../consentStatements';

/** Most ids kept in memory; a store with more objections asks for each request's customers instead. */
const IDS_MAX = 200_000;

interface Known {
	/** Ids that count as having objected to profiling; undefined when there are too many to keep. */
	ids: Promise<ReadonlySet<string> | undefined>;
}

/** One list for each open store, read once and again after a statement about profiling or a merge went by. */
const lists = new WeakMap<Engine['store'], Known>();

/**
 * Which of the events belong to customers who objected to profiling, as far as is known now, statements among the
 * events themselves included: those come first, so record them before asking. In the order given.
 */
export async function areOptedOut(
	engine: Pick<Engine, 'store' | 'clock'>,
	events: readonly CustomerEvent[],
): Promise<boolean[]> {
	if (events.some(changesObjections)) lists.delete(engine.store);
	const known = lists.get(engine.store) ?? remember(engine);
	const ids = (await known.ids) ?? (await readObjectors(engine, idsOf(events)));
	return events.map((event) => [event.customerId, event.anonymousId].some((id) => id !== null && ids.has(id)));
}

function remember(engine: Pick<Engine, 'store' | 'clock'>): Known {
	const known: Known = { ids: readAll(engine) };
	lists.set(engine.store, known);
	known.ids.catch(() => lists.delete(engine.store));
	return known;
}

async function readAll(engine: Pick<Engine, 'store' | 'clock'>): Promise<ReadonlySet<string> | undefined> {
	const ids = await readObjectors(engine);
	return ids.size > IDS_MAX ? undefined : ids;
}

/** All ids of those who objected: their own, and those that are known to be theirs. */
async function readObjectors(
	engine: Pick<Engine, 'store' | 'clock'>,
	among?: readonly string[],
): Promise<ReadonlySet<string>> {
	const asOf = engine.clock.now() + 1;
	const consents = latestConsents(engine.store.dialect, 'profiling', asOf);
	const rows = await engine.store.query<{ id: string }>(
		sql`with ${knownIdentities(asOf)},
			objectors as (select customer_id from ${consents} consents where not granted)
			select id from (
				select customer_id as id from objectors
				union
				select known_id as id from people where canonical_id in (select customer_id from objectors)
				union
				select known_id as id from visitors where canonical_id in (select customer_id from objectors)
			) ids
			where ${among === undefined ? sql`true` : sql`id in (select unnest(${among}))`}
			limit ${IDS_MAX + 1}`,
		{ rowsMax: IDS_MAX + 1 },
	);
	return new Set(rows.map(({ id }) => id));
}

function idsOf(events: readonly CustomerEvent[]): string[] {
	return events.flatMap(({ customerId, anonymousId }) => [customerId, anonymousId]).filter((id) => id !== null);
}

/** A statement about profiling, or a link that may hand one on to another id. */
export function changesObjections({ kind, name, properties, customerId, anonymousId }: CustomerEvent): boolean {
	if (kind === 'alias' || name === consentGivenEvent || name === consentWithdrawnEvent) return true;
	if (kind === 'identify' && properties[consentTraits.profiling] !== undefined) return true;
	return kind === 'identify' && customerId !== null && anonymousId !== null;
}
