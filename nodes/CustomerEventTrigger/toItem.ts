import type { IDataObject } from 'n8n-workflow';
import { toIso, type CustomerEvent } from '../../lib';

/** What a workflow sees of an event. */
export function toItem(event: CustomerEvent): IDataObject {
	return {
		customerId: event.customerId ?? event.anonymousId,
		event: event.name,
		occurredAt: toIso(event.occurredAt),
		eventId: event.eventId,
		anonymousId: event.anonymousId,
		kind: event.kind,
		productId: event.productId,
		orderId: event.orderId,
		revenue: event.revenueCents === null ? null : event.revenueCents / 100,
		currency: event.currency,
		channel: event.channel,
		properties: event.properties as IDataObject,
	};
}
