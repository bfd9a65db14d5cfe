import { ownEvent } from '../events/ownEvent';
import type { CustomerEvent } from '../events/types';

/** Names by channel, as Segment and its peers write them; any other channel is a `Message Sent`. */
const sentEventNames: Readonly<Record<string, string>> = {
	email: 'Email Sent',
	push: 'Push Sent',
	sms: 'SMS Sent',
};
const otherSentEvent = 'Message Sent';

/** Names a cap counts and a receipt is settled by, whoever recorded them. */
export const allSentEvents: readonly string[] = [
	...Object.values(sentEventNames),
	otherSentEvent,
	'message_sent',
];

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
		properties: { ...details, receiptId },
	});
}
