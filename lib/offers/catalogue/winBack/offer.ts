import type { Offer } from '../../types';

/** A reason to return for customers whose last order is a while ago. */
export const winBack = {
	id: 'win-back-10',
	name: '10 % win-back',
	kind: 'discount',
	description: '10 % off your next order',
	discountPercent: 10,
	code: 'WELCOMEBACK10',
	costCents: 0,
	minimumMargin: 0.15,
	expectedResponse: { oddsRatio: 1.5, source: 'a starting assumption, not measured: replace it by a test' },
	eligible: { values: { daysSinceLastOrder: { atLeast: 45 } } },
	perCustomerWindowDays: 60,
} satisfies Offer;
