import type { Offer } from '../../types';

/** Costs nothing and rewards those who keep coming. */
export const earlyAccess = {
	id: 'early-access',
	name: 'Early access',
	kind: 'gift',
	description: 'early access to new arrivals, before everybody else',
	discountPercent: 0,
	costCents: 0,
	minimumMargin: 0,
	expectedResponse: { oddsRatio: 1.1, source: 'a starting assumption, not measured: replace it by a test' },
	eligible: { values: { orders: { atLeast: 3 } } },
	perCustomerWindowDays: 30,
} satisfies Offer;
