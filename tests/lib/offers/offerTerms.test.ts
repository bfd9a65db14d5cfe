import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultAssumptions } from '../../../lib/offers/catalogue';
import { offerTerms, responseWith } from '../../../lib/offers/offerTerms';
import { anOffer, anOfferCustomer } from './builders';

const terms = (
	offer: Parameters<typeof anOffer>[0],
	customer: Parameters<typeof anOfferCustomer>[0] = {},
) => offerTerms(anOffer(offer), anOfferCustomer(customer), defaultAssumptions);

describe('offerTerms', () => {
	test('10 % off an order of 50.00 at a gross margin of 40 % leaves 15.00', () => {
		const { response, expectedMarginCents, ...money } = terms({});
		expect(money).toEqual({
			listPriceCents: 5_000,
			priceCents: 4_500,
			commitmentCents: 500,
			marginCents: 1_500,
			marginShare: 1_500 / 4_500,
		});
		expect(response).toBeCloseTo(0.15 / 1.05, 12);
		expect(expectedMarginCents).toBeCloseTo((0.15 / 1.05) * 1_500, 9);
	});

	test('a gift costs what it costs, and leaves the price alone', () => {
		const gift = terms({ kind: 'gift', discountPercent: 0, costCents: 490 });
		expect(gift.priceCents).toBe(5_000);
		expect(gift.commitmentCents).toBe(490);
		expect(gift.marginCents).toBe(2_000 - 490);
	});

	test('a bundle has a price and a cost of its own', () => {
		const bundle = { kind: 'bundle', listPriceCents: 9_000, priceCents: 7_900, goodsCostCents: 4_000 } as const;
		expect(terms(bundle)).toMatchObject({ priceCents: 7_900, commitmentCents: 1_100, marginCents: 3_900 });
	});

	test('without a score and an order value, the assumptions of the owner are used', () => {
		const unknown = terms({}, { baseResponse: null, orderValueCents: null });
		expect(unknown.listPriceCents).toBe(defaultAssumptions.orderValueCents);
		expect(unknown.response).toBeCloseTo(responseWith(defaultAssumptions.baseResponse, 1.5), 12);
	});

	test('a free product has no margin share to speak of', () => {
		expect(terms({ kind: 'bundle', listPriceCents: 0, priceCents: 0 }).marginShare).toBe(-Infinity);
	});

	test('no discount ever leads above the list price, nor below 10 % of it', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 90, noNaN: true }),
				fc.integer({ min: 1, max: 10_000_000 }),
				(discountPercent, orderValueCents) => {
					const { priceCents } = terms({ discountPercent }, { orderValueCents });
					expect(Number.isInteger(priceCents)).toBe(true);
					expect(priceCents).toBeLessThanOrEqual(orderValueCents);
					expect(priceCents).toBeGreaterThanOrEqual(Math.floor(orderValueCents * 0.1));
				},
			),
			{ seed: 11, numRuns: 300 },
		);
	});
});

describe('responseWith', () => {
	test('odds of 1.3 turn 10 % into 12.6 %', () => {
		expect(responseWith(0.1, 1.3)).toBeCloseTo(0.12621, 5);
	});

	test('an odds ratio of 1 changes nothing, and sure buyers stay sure', () => {
		expect(responseWith(0.37, 1)).toBeCloseTo(0.37, 12);
		expect(responseWith(0, 5)).toBe(0);
		expect(responseWith(1, 5)).toBe(1);
	});

	test('stays a probability and grows with the odds', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.double({ min: 0.01, max: 50, noNaN: true }),
				(base, odds) => {
					const response = responseWith(base, odds);
					expect(response).toBeGreaterThanOrEqual(0);
					expect(response).toBeLessThanOrEqual(1 + 1e-12);
					expect(responseWith(base, odds * 1.1)).toBeGreaterThanOrEqual(response);
				},
			),
			{ seed: 12, numRuns: 300 },
		);
	});
});
