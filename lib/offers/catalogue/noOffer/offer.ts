import type { Offer } from '../../types';

/** Saying nothing: what every other offer is measured against. */
export const noOffer = {
	id: 'none',
	name: 'No offer',
	kind: 'none',
	description: '',
	discountPercent: 0,
	costCents: 0,
	minimumMargin: 0,
	expectedResponse: { oddsRatio: 1, source: 'by definition' },
	eligible: {},
	perCustomerWindowDays: 0,
} satisfies Offer;
