import type { CustomerEvent } from './types';

type Given = Pick<CustomerEvent, 'eventId' | 'customerId' | 'name' | 'occurredAt'>;

const nothing = {
	anonymousId: null,
	kind: 'track',
	backfilled: false,
	sessionId: null,
	channel: null,
	campaign: null,
	orderId: null,
	productId: null,
	quantity: null,
	revenueCents: null,
	currency: null,
	discountCents: null,
	coupon: null,
	device: null,
	platform: null,
	properties: {},
	excluded: null,
} as const satisfies Partial<CustomerEvent>;

/** A track event this product records itself, known when it occurred; whatever is not given is empty. */
export function ownEvent(parts: Given & Partial<CustomerEvent>): CustomerEvent {
	return { ...nothing, receivedAt: parts.occurredAt, ...parts };
}
