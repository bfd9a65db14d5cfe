import type { CustomerEvent } from './customerEvent';

/** An event by the columns of `events`, without the hash of its id. */
export function eventRow(event: CustomerEvent): Record<string, unknown> {
	return {
		event_id: event.eventId,
		customer_id: event.customerId,
		anonymous_id: event.anonymousId,
		kind: event.kind,
		name: event.name,
		occurred_at: event.occurredAt,
		received_at: event.receivedAt,
		backfilled: event.backfilled,
		session_id: event.sessionId,
		channel: event.channel,
		campaign: event.campaign,
		order_id: event.orderId,
		product_id: event.productId,
		quantity: event.quantity,
		revenue_cents: event.revenueCents,
		currency: event.currency,
		discount_cents: event.discountCents,
		coupon: event.coupon,
		device: event.device,
		platform: event.platform,
		properties: event.properties,
		excluded: event.excluded ?? null,
	};
}
