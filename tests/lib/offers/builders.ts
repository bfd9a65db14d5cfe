import { defaultAssumptions } from '../../../lib/offers/catalogue';
import { noOffer } from '../../../lib/offers/catalogue/noOffer/offer';
import type { OfferRequest } from '../../../lib/offers/prepareRequest';
import type { Offer, OfferCustomer } from '../../../lib/offers/types';

export const today = Date.parse('2025-03-15T00:00:00Z');

/** 10 % off an order; a test shows only what matters to it. */
export function anOffer(parts: Partial<Offer> = {}): Offer {
	return {
		id: 'ten-off',
		name: 'Ten off',
		kind: 'discount',
		description: '10 % off your next order',
		discountPercent: 10,
		costCents: 0,
		minimumMargin: 0,
		expectedResponse: { oddsRatio: 1.5, source: 'a test' },
		eligible: {},
		perCustomerWindowDays: 30,
		...parts,
	};
}

export function anOfferCustomer(parts: Partial<OfferCustomer> = {}): OfferCustomer {
	return {
		customerId: 'ada',
		segments: [],
		values: {},
		baseResponse: 0.1,
		orderValueCents: 5_000,
		profiling: 'unknown',
		history: [],
		...parts,
	};
}

export function anOfferRequest(parts: Partial<OfferRequest> = {}): OfferRequest {
	return {
		customerId: 'ada',
		offers: [noOffer, anOffer()],
		policy: 'bestExpectedMargin',
		exploration: 0.05,
		assumptions: defaultAssumptions,
		asOf: today,
		dryRun: false,
		seed: 'test',
		campaign: 'weekly',
		...parts,
	};
}
