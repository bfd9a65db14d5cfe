import { DAY_MILLISECONDS } from '../../lib/core/clock';
import type { CustomerEvent } from '../../lib/events/types';

let count = 0;

/** A valid event with defaults; a test shows only what matters to it. */
export function anEvent(
	parts: Partial<CustomerEvent> & { readonly daysAgo?: number; readonly today?: string } = {},
): CustomerEvent {
	const { daysAgo = 0, today = '2025-01-01T00:00:00Z', ...given } = parts;
	count += 1;
	const occurredAt = given.occurredAt ?? Date.parse(today) - daysAgo * DAY_MILLISECONDS - 1;
	return {
		eventId: `event-${count}`,
		customerId: 'ada',
		anonymousId: null,
		kind: 'track',
		name: 'Feature Used',
		occurredAt,
		receivedAt: given.receivedAt ?? occurredAt,
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
		...given,
	};
}

/** An order of one line. */
export function anOrder(
	parts: Parameters<typeof anEvent>[0] & { readonly euros?: number } = {},
): CustomerEvent {
	const { euros = 50, ...given } = parts;
	return anEvent({
		name: 'Order Completed',
		revenueCents: euros * 100,
		currency: 'EUR',
		quantity: 1,
		orderId: `order-${count + 1}`,
		...given,
	});
}
