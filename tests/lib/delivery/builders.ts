import type { DeliveryRules, OutgoingMessage } from '../../../lib/delivery/types';

/** A weekly e-mail; a test shows only what matters to it. */
export function aMessage(parts: Partial<OutgoingMessage> = {}): OutgoingMessage {
	const customerId = parts.customerId ?? 'ada';
	return {
		customerId,
		campaign: 'weekly',
		channel: 'email',
		to: `${customerId}@example.com`,
		subject: 'Hello',
		html: '<p>Hello</p>',
		text: 'Hello',
		...parts,
	};
}

/** Unknown consent passes, no cap: for tests that are about something else. */
export const openRules: DeliveryRules = { unknownConsent: 'send' };
export const strictRules: DeliveryRules = { unknownConsent: 'withhold' };
