import type { Brand, MessageBrief, MessageOffer } from '../../lib/messages/types';

export const verdant: Brand = {
	sender: 'Verdant',
	site: 'https://verdant.example',
	address: 'Verdant Ltd, 12 Orchard Lane, Bristol BS1 4ND',
	unsubscribeUrl: 'https://verdant.example/u/8f2a',
	signature: 'Mara from Verdant',
};

export const tenPercent: MessageOffer = {
	name: 'Welcome back',
	description: '10 % off your next order',
	code: 'WELCOME10',
	discountPercent: 10,
	expiresAt: Date.parse('2026-01-01T00:00:00Z'),
};

/** A brief with defaults, so that a test shows only what matters. */
export function aBrief(changes: Partial<MessageBrief> = {}): MessageBrief {
	return {
		customerId: 'customer-1',
		firstName: 'Ada',
		email: 'ada@example.com',
		facts: [],
		brand: verdant,
		purpose: 'winBack',
		tone: 'friendly',
		...changes,
	};
}
