import type { Offer } from '../../types';

/** Takes the shipping off the next order; the shop pays it. */
export const freeShipping = {
	id: 'free-shipping',
	name: 'Free shipping',
	kind: 'gift',
	description: 'free shipping on your next order',
	discountPercent: 0,
	code: 'SHIPFREE',
	costCents: 490,
	minimumMargin: 0.15,
	expectedResponse: { oddsRatio: 1.3, source: 'a starting assumption, not measured: replace it by a test' },
	eligible: {},
	perCustomerWindowDays: 30,
} satisfies Offer;
