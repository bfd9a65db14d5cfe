import { ownEvent } from '../events/ownEvent';
import { otherSentEvent, receiptProperty, sentEventNames } from '../events/sentEventNames';
import type { CustomerEvent } from '../events/types';

/** The event of a send; its id follows from the receipt, so that reporting twice records once. */
export function sentEvent(sent: {
	readonly receiptId: string;
	readonly customerId: string;
	readonly campaign: string;
	readonly channel: string;
	readonly details: Readonly<Record<string, unknown>>;
	readonly at: number;
}): CustomerEvent {
	const { receiptId, customerId, campaign, channel, details, at } = sent;
	return ownEvent({
		eventId: `${receiptId}-sent`,
		customerId,
		name: sentEventNames[channel] ?? otherSentEvent,
		occurredAt: at,
		channel,
		campaign,
		properties: { ...details, [receiptProperty]: receiptId },
	});
}
