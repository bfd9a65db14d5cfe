import type { Engine } from '../../engine';
import { recordEvents } from '../../events/recordEvents';
import { allSentEvents } from '../../events/sentEventNames';
import type { CustomerEvent, RecordReceipt } from '../../events/types';
import { consentGivenEvent, consentWithdrawnEvent, objectionEvents } from '../consentEvents';
import { countDropped } from './droppedCounts';
import { areOptedOut, changesObjections, noticeDevices } from './optedOutCustomers';
import { screenEvent } from './screenEvent';
import type { DroppedCounts, DroppedKind, ScreenPolicy } from './types';

export interface ScreenedRecord {
	/** In the order given; `stored` is false for a repetition, and for what the policy drops. */
	readonly receipts: readonly RecordReceipt[];
	/** What was new, as it is stored: nothing of the given events is to be used any more. */
	readonly fresh: readonly CustomerEvent[];
	/** How many events lost something of a kind, or were dropped. */
	readonly dropped: DroppedCounts;
}

/** Records events as one policy lets them in; see `recordScreenedEach`. */
export async function recordScreened(
	engine: Pick<Engine, 'store' | 'clock'>,
	policy: ScreenPolicy,
	given: readonly CustomerEvent[],
): Promise<ScreenedRecord> {
	return await recordScreenedEach(engine, given.map((event) => ({ event, policy })));
}

/**
 * Records events, each as its own policy lets it in, once and durable when it resolves. Statements about profiling are
 * recorded before the others are asked about, so an objection holds for all events it arrives with.
 */
export async function recordScreenedEach(
	engine: Pick<Engine, 'store' | 'clock'>,
	given: readonly { readonly event: CustomerEvent; readonly policy: ScreenPolicy }[],
): Promise<ScreenedRecord> {
	const screened = given.map(({ event, policy }) => screenEvent(policy, event));
	const events = screened.map(({ event }) => event);
	const statements = events.filter(changesObjections);
	const known = await recordEvents(engine, statements);
	const optedOut = await areOptedOut(engine, events);
	const admitted = events.map((event, index) => (changesObjections(event) ? [event] : admit(given[index].policy, event, optedOut[index])));
	const rest = admitted.flatMap((kept) => kept.filter((event) => !changesObjections(event)));
	const written = [...known, ...(await recordEvents(engine, rest))];
	noticeDevices(engine.store, rest);
	const stored = new Set(written.filter((receipt) => receipt.stored).map(({ eventId }) => eventId));
	const receipts = events.map(({ eventId }) => ({ eventId, stored: stored.delete(eventId) }));
	const fresh = admitted.flatMap((kept, index) => (receipts[index].stored ? kept : []));
	const kinds = screened.flatMap(({ dropped }) => dropped);
	const refused = events.length - statements.length - rest.length;
	const dropped = count([...kinds, ...Array<DroppedKind>(refused).fill('optedOut')]);
	countDropped(engine, dropped);
	return { receipts, fresh, dropped };
}

/** Nothing, the event, or the event kept for the contract alone. */
function admit(policy: ScreenPolicy, event: CustomerEvent, isOptedOut: boolean): CustomerEvent[] {
	if (!isOptedOut || isStatement(event)) return [event];
	const isKept = isContract(event) || policy.optedOut === 'keepForContract';
	return isKept ? [{ ...event, excluded: event.excluded ?? 'optedOut' }] : [];
}

/** Money that changed hands, and what was written to somebody, which caps and receipts need. */
function isContract({ kind, name, revenueCents }: CustomerEvent): boolean {
	return revenueCents !== null || (kind === 'track' && allSentEvents.includes(name));
}

/** Who somebody is and what they agreed to is no behaviour and holds always. */
function isStatement({ kind, name }: CustomerEvent): boolean {
	const isConsent = name === consentGivenEvent || name === consentWithdrawnEvent || objectionEvents.includes(name);
	return isConsent || kind === 'identify' || kind === 'alias' || kind === 'group';
}

function count(kinds: readonly DroppedKind[]): DroppedCounts {
	const counts: Partial<Record<DroppedKind, number>> = {};
	for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
}
