import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import { featureCatalogue } from '../../../lib/features/catalogue';
import {
	defaultAssumptions,
	defaultOffers,
	defaultOrderValueFeature,
} from '../../../lib/offers/catalogue';
import { parseAssumptions } from '../../../lib/offers/parseAssumptions';
import { parseOffers } from '../../../lib/offers/parseOffers';
import { anOffer } from './builders';

describe('parseOffers', () => {
	test('keeps a sound offer as it is', () => {
		expect(parseOffers([anOffer()])).toEqual([anOffer()]);
	});

	test.each([
		['no list', {}, 'offers: expected a list'],
		['an empty list', [], 'at least one'],
		['a surcharge', [anOffer({ discountPercent: -5 })], 'offers.0.discountPercent'],
		['91 percent off', [anOffer({ discountPercent: 91 })], 'offers.0.discountPercent'],
		['half a cent', [anOffer({ costCents: 0.5 })], 'offers.0.costCents'],
		['a margin of 100 %', [anOffer({ minimumMargin: 1 })], 'offers.0.minimumMargin'],
		['an effect without a source', [{ ...anOffer(), expectedResponse: { oddsRatio: 2 } }], 'source'],
		['an empty range', [anOffer({ eligible: { values: { orders: {} } } })], 'eligible.values.orders'],
		['a misspelt field', [{ ...anOffer(), discount: 5 }], 'discount'],
		['an end before its start', [anOffer({ startsAt: 5, endsAt: 5 })], 'offers.0.endsAt'],
		['a bundle price without a list price', [anOffer({ priceCents: 5 })], 'listPriceCents'],
		['nothing that gives 10 %', [anOffer({ kind: 'none' })], 'offers.0.kind'],
		['the same id twice', [anOffer(), anOffer()], 'the id "ten-off"'],
	])('refuses %s and names the place', (_what, offers, place) => {
		expect(() => parseOffers(offers)).toThrow(InvalidInput);
		expect(() => parseOffers(offers)).toThrow(place);
	});
});

describe('the offers a first run has', () => {
	test('are sound, and their assumptions too', () => {
		expect(parseOffers(defaultOffers)).toEqual(defaultOffers);
		expect(parseAssumptions(defaultAssumptions)).toEqual(defaultAssumptions);
	});

	test('say that their effect is assumed', () => {
		const effects = defaultOffers.filter((offer) => offer.kind !== 'none');
		expect(effects.every((offer) => offer.expectedResponse.source.includes('not measured'))).toBe(true);
	});

	test('ask only for features the catalogue has', () => {
		const names = new Set(featureCatalogue.map((feature) => feature.name));
		const asked = defaultOffers.flatMap((offer) => Object.keys(offer.eligible.values ?? {}));
		expect([...asked, defaultOrderValueFeature].filter((name) => !names.has(name))).toEqual([]);
	});
});

test.each([
	['grossMargin', 1.2],
	['baseResponse', 0],
	['orderValueCents', 0],
])('an assumption of %s %d is refused by name', (name, value) => {
	expect(() => parseAssumptions({ ...defaultAssumptions, [name]: value })).toThrow(`assumptions.${name}`);
});
