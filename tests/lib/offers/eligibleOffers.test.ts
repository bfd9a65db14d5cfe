import { expect, test } from 'vitest';
import { defaultAssumptions } from '../../../lib/offers/catalogue';
import { noOffer } from '../../../lib/offers/catalogue/noOffer/offer';
import { eligibleOffers } from '../../../lib/offers/eligibleOffers';
import type { Offer, OfferCustomer } from '../../../lib/offers/types';
import { anOffer, anOfferCustomer, today } from './builders';

function choose(offers: readonly Offer[], customer: Partial<OfferCustomer> = {}) {
	const { eligible, rejected } = eligibleOffers(offers, anOfferCustomer(customer), {
		asOf: today,
		assumptions: defaultAssumptions,
		promisedCents: new Map(),
	});
	return {
		eligible: eligible.map(({ offer }) => offer.id),
		rejected: Object.fromEntries(rejected.map(({ offerId, reason }) => [offerId, reason])),
	};
}

test('segments count by id and by name, in any case', () => {
	const offer = anOffer({ eligible: { segments: ['Slipping Away'] } });
	expect(choose([offer], { segments: ['segment-3', 'slipping away'] }).eligible).toEqual(['ten-off']);
	expect(choose([offer], { segments: ['segment-2', 'loyal'] }).rejected['ten-off']).toBe(
		'is for "Slipping Away", and the customer is in none of these',
	);
	expect(choose([offer]).rejected['ten-off']).toContain('in no segment');
});

test('a value that is not known makes nobody eligible', () => {
	const offer = anOffer({ eligible: { values: { churnScore: { atMost: 0.9 } } } });
	const unknown: Record<string, number | null>[] = [{}, { churnScore: null }, { churnScore: Number.NaN }];
	for (const values of unknown) {
		expect(choose([offer], { values }).rejected['ten-off']).toBe('asks for churnScore, which is not known');
	}
	expect(choose([offer], { values: { churnScore: 0.9 } }).eligible).toEqual(['ten-off']);
});

test('no offer at all is always possible, also for who withdrew consent and got one yesterday', () => {
	const { eligible, rejected } = choose([noOffer, anOffer()], {
		profiling: 'withdrawn',
		history: [{ offerId: 'x', decidedAt: today - 1, windowDays: 30 }],
	});
	expect(eligible).toEqual(['none']);
	expect(rejected['ten-off']).toContain('withdrew consent');
});

test('the deepest discount a margin of 30 % on a cost of 60 allows is 14.2857 %', () => {
	// Floor price 60 / (1 − 0.3) = 85.714286.
	const discounted = (discountPercent: number) =>
		anOffer({ listPriceCents: 10_000_000, goodsCostCents: 6_000_000, minimumMargin: 0.3, discountPercent });
	expect(choose([discounted(14.2857)]).eligible).toEqual(['ten-off']);
	expect(choose([discounted(14.2858)]).eligible).toEqual([]);
});
