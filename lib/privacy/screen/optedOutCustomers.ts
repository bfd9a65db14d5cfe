import type { Engine } from '../../engine';
import type { CustomerEvent } from '../../events/types';
import { rowsOf, sql } from '../../sql/sql';
import { consentGivenEvent, consentTraits, consentWithdrawnEvent } from '../consentEvents';
import { objectorIds } from './objectorIds';

/** Most ids kept in memory; a store with more objections asks for each request's customers instead. */
const IDS_MAX = 200_000;

type Ids = ReadonlySet<string>;

/** Ids that count as having objected, for each open store; undefined inside when there are too many to keep. */
const lists = new WeakMap<Engine['store'], Promise<Ids | undefined>>();

/** Devices that objectors were seen on, and that the list was read for. */
const devices = new WeakMap<Engine['store'], Set<string>>();

/**
 * Which of the events belong to customers who objected to profiling, as far as is known now, statements among the
 * events themselves included: those come first, so record them before asking. In the order given.
 */
export async function areOptedOut(
	engine: Pick<Engine, 'store' | 'clock'>,
	events: readonly CustomerEvent[],
): Promise<boolean[]> {
	if (events.some(changesObjections)) forgetObjectors(engine.store);
	const list = await (lists.get(engine.store) ?? remember(engine));
	const ids = list ?? (await readObjectors(engine, events.flatMap((event) => ownerOf(event) ?? [])));
	return events.map((event) => ids.has(ownerOf(event) ?? ''));
}

/** For when objections or links may have changed otherwise than by events that `areOptedOut` was asked about. */
export function forgetObjectors(store: Engine['store']): void {
	lists.delete(store);
}

/**
 * For after events were recorded: an objector's event links the device it came from, so that visits without a sign-in count
 * as theirs from then on. The list is read anew once a device: a shared one may be somebody else's, and never enter it.
 */
export function noticeDevices(store: Engine['store'], recorded: readonly CustomerEvent[]): void {
	const seen = devices.get(store) ?? new Set<string>();
	const found = recorded
		.filter(({ excluded, customerId }) => excluded === 'optedOut' && customerId !== null)
		.flatMap(({ anonymousId }) => anonymousId ?? [])
		.filter((device) => !seen.has(device));
	if (found.length === 0) return;
	forgetObjectors(store);
	if (seen.size + found.length > IDS_MAX) seen.clear();
	for (const device of found) seen.add(device);
	devices.set(store, seen);
}

function remember(engine: Pick<Engine, 'store' | 'clock'>): Promise<Ids | undefined> {
	const list = readAll(engine);
	lists.set(engine.store, list);
	list.catch(() => forgetObjectors(engine.store));
	return list;
}

async function readAll(engine: Pick<Engine, 'store' | 'clock'>): Promise<Ids | undefined> {
	const ids = await readObjectors(engine);
	return ids.size > IDS_MAX ? undefined : ids;
}

async function readObjectors(
	engine: Pick<Engine, 'store' | 'clock'>,
	among?: readonly string[],
): Promise<Ids> {
	const ids = objectorIds(engine.store.dialect, engine.clock.now() + 1);
	const asked = among === undefined ? sql`true` : sql`id in ${rowsOf(among)}`;
	const rows = await engine.store.query<{ id: string }>(
		sql`select id from ${ids} ids where ${asked} limit ${IDS_MAX + 1}`,
		{ rowsMax: IDS_MAX + 1 },
	);
	return new Set(rows.map(({ id }) => id));
}

/** Whose an event is: the customer it names, whoever uses the same device; else its visitor. */
function ownerOf({ customerId, anonymousId }: CustomerEvent): string | null {
	return customerId ?? anonymousId;
}

/** A statement about profiling, or a link that may hand one on to another id. */
export function changesObjections({ kind, name, properties, customerId, anonymousId }: CustomerEvent): boolean {
	if (kind === 'alias' || name === consentGivenEvent || name === consentWithdrawnEvent) return true;
	if (kind === 'identify' && properties[consentTraits.profiling] !== undefined) return true;
	return kind === 'identify' && customerId !== null && anonymousId !== null;
}
