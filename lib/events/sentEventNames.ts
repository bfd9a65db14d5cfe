/** Names of sends by channel, as Segment and its peers write them; any other channel is a `Message Sent`. */
export const sentEventNames: Readonly<Record<string, string>> = {
	email: 'Email Sent',
	push: 'Push Sent',
	sms: 'SMS Sent',
};
export const otherSentEvent = 'Message Sent';

/** Names a cap counts and a receipt is settled by, whoever recorded them. */
export const allSentEvents: readonly string[] = [
	...Object.values(sentEventNames),
	otherSentEvent,
	'message_sent',
];

/** Property of a send with the receipt it settles. */
export const receiptProperty = 'receiptId';
