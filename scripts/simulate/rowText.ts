import { CURRENCY } from './shop';
import type { SimulatedEvent } from './types';

/** The row of an event as one JSON text: camel case keys, ISO times, money in major units. */
export function rowText(event: SimulatedEvent): string {
	const { type, name, properties, revenueCents, discountCents } = event;
	return JSON.stringify({
		messageId: event.messageId,
		type,
		event: type === 'identify' ? undefined : name,
		userId: event.userId,
		anonymousId: event.anonymousId,
		timestamp: isoOf(event.at),
		receivedAt: event.receivedAt === undefined ? undefined : isoOf(event.receivedAt),
		sessionId: event.sessionId,
		channel: event.channel,
		campaign: event.campaign,
		orderId: event.orderId,
		productId: event.productId,
		quantity: event.quantity,
		revenue: revenueCents === undefined ? undefined : revenueCents / 100,
		currency: revenueCents === undefined ? undefined : CURRENCY,
		discount: discountCents === undefined ? undefined : discountCents / 100,
		coupon: event.coupon,
		device: event.device,
		platform: event.platform,
		properties: type === 'identify' ? undefined : properties,
		traits: type === 'identify' ? properties : undefined,
	});
}

function isoOf(at: number): string {
	return new Date(at).toISOString();
}
