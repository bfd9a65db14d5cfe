/** What a sender reported, in Segment's vocabulary. `alias` joins two known ids. */
export const eventKinds = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type EventKind = (typeof eventKinds)[number];

/** Why an event is kept but is no behaviour: features, segments and predictions never see it. */
export const exclusionReasons = {
	impossibleTime: 'its time cannot be: before 1990, or more than a day after it arrived',
	bot: 'sent by a bot or crawler',
	machineOpen: 'opened by a mail server that fetches every picture, not by a person',
	linkScanner: 'link followed by a security scanner, not by a person',
	optedOut: 'the customer objected to profiling: kept for the contract only',
} as const;
export type ExclusionReason = keyof typeof exclusionReasons;

/** Earlier times are broken clocks, not history. */
export const EARLIEST_BELIEVABLE = Date.parse('1990-01-01T00:00:00Z');

/**
 * One thing that happened, as the store keeps it (columns of table `events`, camelCase here).
 * Times are milliseconds UTC; money is integer cents with an ISO 4217 currency; at least one of
 * customerId and anonymousId is set.
 */
export interface CustomerEvent {
	/** The sender's message id; stored once only. */
	readonly eventId: string;
	readonly customerId: string | null;
	readonly anonymousId: string | null;
	readonly kind: EventKind;
	/** Name of a track event ("Order Completed"), page or screen; the kind itself otherwise. */
	readonly name: string;
	readonly occurredAt: number;
	/** When it reached the store; a row that arrived later is unknown earlier. */
	readonly receivedAt: number;
	/** True when history was loaded in bulk and `receivedAt` was set to `occurredAt`. */
	readonly backfilled: boolean;
	readonly sessionId: string | null;
	readonly channel: string | null;
	readonly campaign: string | null;
	readonly orderId: string | null;
	readonly productId: string | null;
	readonly quantity: number | null;
	/** Revenue of the whole event in cents; negative for a refund. */
	readonly revenueCents: number | null;
	readonly currency: string | null;
	readonly discountCents: number | null;
	readonly coupon: string | null;
	readonly device: string | null;
	readonly platform: string | null;
	/** Whatever else the sender said; JSON values only. */
	readonly properties: Readonly<Record<string, unknown>>;
	/** Null for behaviour; else why it is none. */
	readonly excluded: ExclusionReason | null;
	/**
	 * Of an event that came without id and time: the id its content would have had shortly before. When that one is
	 * known, this event is a repetition. No part of what is stored.
	 */
	readonly earlierId?: string;
}

/** What became of one event: stored now, or known before (a retry adds nothing). */
export interface RecordReceipt {
	readonly eventId: string;
	readonly stored: boolean;
}
