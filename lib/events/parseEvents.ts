import { attempt } from '../core/attempt';
import { DAY_MILLISECONDS } from '../core/clock';
import { InvalidInput } from '../core/errors';
import { canonicalJson, hashText } from '../core/hash';
import type { Outcome } from '../core/outcome';
import { instantOf, numberOf, textOf } from '../core/parse';
import type { ImportField } from '../store/types';
import { describingEntries, fieldNames, isPurchase, isRefund, plainName } from './fieldNames';
import { machineReason } from './machineReason';
import {
	EARLIEST_BELIEVABLE,
	eventKinds,
	type CustomerEvent,
	type EventKind,
	type SentEvent,
} from './types';

/** Bodies with more events than this are refused whole; senders batch by the hundred. */
export const EVENTS_PER_BODY_MAX = 10_000;

/**
 * Events of one request, one outcome each in the order sent: an unusable one names its field and does not stop
 * the others. InvalidInput when there are too many.
 */
export function parseEvents(
	sent: readonly SentEvent[],
	receivedAt: number,
): readonly Outcome<CustomerEvent>[] {
	if (sent.length > EVENTS_PER_BODY_MAX) {
		throw new InvalidInput(
			`the body has ${sent.length} events: expected at most ${EVENTS_PER_BODY_MAX}, send several requests`,
		);
	}
	return sent.map((event) => attempt(() => toEvent(event, receivedAt)));
}

interface LookUp {
	(field: ImportField): unknown;
	/** What the sender calls the field. */
	readonly called: (field: ImportField) => string;
}

/** What fields are called by those who send them as this project documents them. */
const usualNames: Readonly<Partial<Record<ImportField, string>>> = {
	customerId: 'userId',
	occurredAt: 'timestamp',
	name: 'event',
	unitPrice: 'price',
};

function toEvent(sent: SentEvent, receivedAt: number): CustomerEvent {
	const look = lookUp(sent);
	const text = (field: ImportField): string | null => textOf(look(field)) ?? null;
	const kind = readKind(look('kind'));
	const name = textOf(look('name'));
	const owner = readOwner(text, look);
	const money = readMoney(look, { kind, name });
	const occurredAt = readTime(look, sent.sentAt, receivedAt);
	return {
		...readId(text('eventId'), { content: contentOf(sent), hasTime: look('occurredAt') !== undefined, receivedAt }),
		...owner,
		kind,
		...money,
		occurredAt,
		receivedAt,
		backfilled: false,
		sessionId: text('sessionId'),
		channel: text('channel'),
		campaign: text('campaign'),
		orderId: text('orderId'),
		productId: text('productId'),
		quantity: readNumber(look, 'quantity') ?? null,
		discountCents: centsOrNull(readNumber(look, 'discount')),
		coupon: text('coupon'),
		device: text('device'),
		platform: text('platform'),
		properties: sent.properties,
		excluded: whyExcluded(sent, { name: money.name, occurredAt, receivedAt }),
	};
}

/** Equal contents without id and time are one event when they arrive within this time of each other, at most twice it. */
const REPEATED_WITHIN_MILLISECONDS = 10 * 60_000;

/** The sender's id, else the content itself; without a time in it, together with about when it arrived. */
function readId(
	given: string | null,
	sent: { readonly content: unknown; readonly hasTime: boolean; readonly receivedAt: number },
): Pick<CustomerEvent, 'eventId' | 'earlierId'> {
	if (given !== null) return { eventId: given };
	const hash = hashText(canonicalJson(sent.content));
	if (sent.hasTime) return { eventId: `hash-${hash}` };
	const span = Math.floor(sent.receivedAt / REPEATED_WITHIN_MILLISECONDS);
	return { eventId: `hash-${hash}-${span}`, earlierId: `hash-${hash}-${span - 1}` };
}

function readOwner(
	text: (field: ImportField) => string | null,
	{ called }: LookUp,
): Pick<CustomerEvent, 'customerId' | 'anonymousId'> {
	const customerId = text('customerId');
	const anonymousId = text('previousId') ?? text('anonymousId');
	if (customerId === null && anonymousId === null) {
		throw new InvalidInput(`an event names no customer: expected ${called('customerId')} or ${called('anonymousId')}`);
	}
	return { customerId, anonymousId };
}

/** The amount, and the name it gives an event that has none. */
function readMoney(
	look: LookUp,
	{ kind, name }: { readonly kind: EventKind; readonly name: string | undefined },
): Pick<CustomerEvent, 'name' | 'revenueCents' | 'currency'> {
	const amount = isPurchase(name) ? readRevenue(look, name) : undefined;
	const revenue = amount !== undefined && isRefund(name) ? -Math.abs(amount) : amount;
	return {
		name: readName(look, { kind, name, revenue }),
		revenueCents: centsOrNull(revenue),
		currency: revenue === undefined ? null : (textOf(look('currency'))?.toUpperCase() ?? 'EUR'),
	};
}

function lookUp({ values: own, properties, fieldsAreIn, called = {} }: SentEvent): LookUp {
	const values = fieldsAreIn === 'values' ? own : { ...describingEntries(properties), ...defined(own) };
	const byPlainName = new Map<string, unknown>();
	for (const [name, value] of Object.entries(values)) byPlainName.set(plainName(name), value);
	const look = (field: ImportField): unknown => {
		for (const name of fieldNames[field]) {
			const value = byPlainName.get(name);
			if (value !== undefined && typeof value !== 'object') return value;
		}
		return undefined;
	};
	return Object.assign(look, { called: (field: ImportField) => called[field] ?? usualNames[field] ?? field });
}

/** What tells an event from others when it has no id. */
function contentOf({ values, properties, fieldsAreIn }: SentEvent): unknown {
	return fieldsAreIn === 'values' ? { values, properties } : values;
}

function defined(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
	);
}

function readKind(value: unknown): EventKind {
	const text = textOf(value)?.toLowerCase() ?? 'track';
	const kind = eventKinds.find((known) => known === text);
	if (kind === undefined) {
		throw new InvalidInput(`type is "${text}": expected ${eventKinds.join(', ')}`);
	}
	return kind;
}

function readName(
	{ called }: LookUp,
	{ kind, name, revenue }: { readonly kind: EventKind; readonly name: string | undefined; readonly revenue: number | undefined },
): string {
	if (kind === 'identify' || kind === 'group' || kind === 'alias') return kind;
	if (name !== undefined) return name;
	if (kind !== 'track') return kind;
	if (revenue === undefined) throw new InvalidInput(`a track event has no name: expected ${called('name')}`);
	return revenue < 0 ? 'Order Refunded' : 'Order Completed';
}

/** A price makes revenue only where nothing names the event: the line of an order. */
function readRevenue(look: LookUp, name: string | undefined): number | undefined {
	const revenue = readNumber(look, 'revenue');
	if (revenue !== undefined || name !== undefined) return revenue;
	const price = readNumber(look, 'unitPrice');
	const quantity = readNumber(look, 'quantity');
	return price === undefined || quantity === undefined ? undefined : price * quantity;
}

function readNumber(look: LookUp, field: ImportField): number | undefined {
	const value = look(field);
	const number = numberOf(value);
	if (number === undefined) return undefined;
	if (Number.isNaN(number) || Math.abs(number) > 1e12) {
		throw new InvalidInput(`${look.called(field)} is "${textOf(value) ?? typeof value}": expected a number`);
	}
	return number;
}

/** Half a cent rounds away from zero, as it does in the import's SQL: an order and its refund cancel. */
function centsOrNull(amount: number | undefined): number | null {
	if (amount === undefined) return null;
	const size = Math.round(Math.abs(amount * 100));
	return amount < 0 && size > 0 ? -size : size;
}

/**
 * When it happened by our clock: what the sender's clock showed, moved by how far that clock was off when it sent
 * (Segment: timestamp = receivedAt - (sentAt - originalTimestamp)). The arrival where no time was sent.
 */
function readTime(look: LookUp, sentAt: unknown, receivedAt: number): number {
	const value = look('occurredAt');
	const instant = instantOf(value);
	if (instant === undefined) return receivedAt;
	if (Number.isNaN(instant)) {
		throw new InvalidInput(
			`${look.called('occurredAt')} is "${textOf(value) ?? typeof value}": expected an ISO date such as 2025-03-01T12:00:00Z`,
		);
	}
	const sent = instantOf(sentAt);
	return sent === undefined || Number.isNaN(sent) ? instant : instant + receivedAt - sent;
}

/** Why it is no behaviour: the source's word, then its time, then who did it. */
function whyExcluded(
	sent: SentEvent,
	event: { readonly name: string; readonly occurredAt: number; readonly receivedAt: number },
): CustomerEvent['excluded'] {
	if (sent.excluded !== undefined) return sent.excluded;
	if (!isBelievable(event.occurredAt, event.receivedAt)) return 'impossibleTime';
	return machineReason({ ...sent, name: event.name }) ?? null;
}

function isBelievable(occurredAt: number, receivedAt: number): boolean {
	return occurredAt >= EARLIEST_BELIEVABLE && occurredAt <= receivedAt + DAY_MILLISECONDS;
}
