import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namePatterns } from '../../../lib/cohorts/namePatterns';
import { nameSegmentsByRule } from '../../../lib/cohorts/nameSegmentsByRule';
import { traits } from '../../../lib/cohorts/traits';
import type { SegmentProfile } from '../../../lib/cohorts/types';
import { featureCatalogue } from '../../../lib/features/catalogue';
import { aProfile, aTrait } from '../../support/aProfile';
import { properties } from '../../support/properties';

/** Deep runs take minutes. */
const timeout = process.env.COHORTS_DEEP === '1' ? 600_000 : 20_000;

function nameOf(features: Readonly<Record<string, number>>): string {
	return nameSegmentsByRule([aProfile('segment-1', features)])[0].name;
}

describe('a segment is named by what sets it apart', () => {
	test.each([
		['Loyal Big Spenders', { netRevenueCents: 1.5, ordersLast90Days: 1.4, activeDaysLast30Days: 0.3 }],
		['Fading Regulars', { eventTrend30Days: -1.1, daysSinceLastOrder: 1.2 }],
		['Bargain Hunters', { discountedOrderShare: 1.6, couponOrderShare: 1.4, orders: 0.3 }],
		['Webinar Learners', { webinarsLast90Days: 2.2, emailOpenRateLast90Days: 0.4 }],
		['Price Checkers', { pricingViewsLast30Days: 1.9, ordersLast90Days: -0.4 }],
		['Window Shoppers', { productViewsLast30Days: 1.2, ordersLast90Days: -0.9 }],
		['Power Users', { activeDaysLast30Days: 1.5, featuresUsedLast90Days: 1.6, eventsLast30Days: 1.4 }],
		['Struggling Help Seekers', { errorsLast90Days: 1.8, ticketsLast90Days: 1.5 }],
		['Sleeping Accounts', { daysSinceLastActivity: 2.1 }],
		['New Arrivals', { tenureDays: -1.7 }],
		['Integration Evaluators', { integrationsViewsLast90Days: 2, pricingViewsLast30Days: 0.4 }],
	])('%s', (name, features) => {
		expect(nameOf(features)).toBe(name);
	});

	test('one extreme trait does not make a name of two traits', () => {
		expect(nameOf({ webinarsLast90Days: 9, netRevenueCents: 0.25, orders: 0.25 })).toBe('Webinar Learners');
	});

	test('a difference that could be chance is not named', () => {
		const shaky = aTrait('orders', 0.4, { interval: [-0.1, 0.9] });
		expect(nameSegmentsByRule([aProfile('a', [shaky])])[0].name).toBe('Typical Customers');
	});

	test('features nobody lists are named by their labels', () => {
		const profile = aProfile('a', [
			aTrait('reportExports', 1.4, { label: 'report exports in the last 90 days', feature: 'customReportExports' }),
			aTrait('planSeats', -1.2, { label: 'seats of the plan', unit: 'number' }),
		]);
		expect(nameSegmentsByRule([profile])[0]).toMatchObject({
			name: 'Many Report Exports, Low Seats Plan',
			description:
				'They have more report exports in the last 90 days than most and are low in seats of the plan. ' +
				'On average: 3.4 report exports in the last 90 days (2 among all customers); seats of the plan 0.8 (2 among all customers).',
		});
	});

	test('nothing stands out in a typical segment', () => {
		expect(nameSegmentsByRule([aProfile('a', {})])[0]).toMatchObject({
			name: 'Typical Customers',
			description: 'They are much like the average customer. 12 % of all customers, with 20 % of the revenue.',
			claims: [],
			namedBy: 'rule',
		});
	});

	test('no segments have no names', () => {
		expect(nameSegmentsByRule([])).toEqual([]);
	});
});

describe('a description has its numbers in their units', () => {
	test('money, shares, days and counts', () => {
		const profile = aProfile('a', [
			aTrait('netRevenueCents', 1.5, { mean: 48_250.4, overallMean: 12_000 }),
			aTrait('ordersLast90Days', 1.4, { mean: 5.24, overallMean: 1.9 }),
			aTrait('discountedOrderShare', -0.9, { mean: 0.042, overallMean: 0.216 }),
		]);
		const [named] = nameSegmentsByRule([profile], { currency: 'EUR' });
		expect(named.description).toBe(
			'They spend more than most and order often. On average: revenue minus refunds €482.50 (€120.00 among all customers); ' +
				'5.2 orders in the last 90 days (1.9 among all customers); share of orders with a discount 4.2 % (22 % among all customers).',
		);
		const [withoutCurrency] = nameSegmentsByRule([profile]);
		expect(withoutCurrency.description).toContain('revenue minus refunds 482.50 (120.00 among all customers)');
	});

	test('long since the last order reads as such', () => {
		const [named] = nameSegmentsByRule([aProfile('a', [aTrait('daysSinceLastOrder', 1.3, { mean: 212.4, overallMean: 64 })])]);
		expect(named).toMatchObject({
			name: 'Lapsed Customers',
			description:
				'They have not ordered for a long time. On average: 212 days since the last order (64 among all customers).',
			suggestedPurpose: 'winBack',
			claims: [{ feature: 'daysSinceLastOrder', direction: 'high' }],
		});
	});
});

describe('counts of single events', () => {
	const event = (name: string, difference: number, label: string) =>
		aTrait(`event_${name}Last90Days`, difference, { label: `"${label}" in the last 90 days` });

	test('speak for the behaviour they count', () => {
		const [named] = nameSegmentsByRule([
			aProfile('a', [event('orderCompleted', 1.6, 'Order Completed'), aTrait('productsBought', 1.7, { label: 'different products bought' })]),
		]);
		expect(named.name).toBe('Loyal All-Round Shoppers');
		expect(named.description).toBe(
			'They buy across the range and order often. On average: 3.7 different products bought (2 among all customers); ' +
				'3.6 times "Order Completed" in the last 90 days (2 among all customers).',
		);
	});

	test('are named by themselves when nobody knows the behaviour', () => {
		const [named] = nameSegmentsByRule([aProfile('a', [event('lawnMowed_1a2b3c4d', 1.2, 'Lawn Mowed'), event('treeFelled', -0.9, 'Tree Felled')])]);
		expect(named.name).toBe('Lawn Mowed Often, Tree Felled Rarely');
		expect(named.description).toMatch(/^They show "Lawn Mowed" more often than most and show "Tree Felled" less often than most\./);
	});
});

describe('names of a set', () => {
	const shop: readonly SegmentProfile[] = [
		aProfile('segment-1', { netRevenueCents: 2.1, ordersLast90Days: 2.0 }),
		aProfile('segment-2', { netRevenueCents: 1.1, ordersLast90Days: 1.0 }),
		aProfile('segment-3', { discountedOrderShare: 1.4 }),
		aProfile('segment-4', {}),
		aProfile('segment-5', {}, { size: 300, share: 0.03 }),
	];

	test('the clearest case gets the name, the next one the next best', () => {
		const names = nameSegmentsByRule(shop).map(({ name }) => name);
		expect(new Set(names).size).toBe(5);
		expect(names.slice(2)).toEqual(['Bargain Hunters', 'Typical Customers', 'Typical Customers 2']);
	});

	test('names given already are not given again', () => {
		const [named] = nameSegmentsByRule([aProfile('a', { webinarsLast90Days: 2 })], { taken: ['webinar learners'] });
		expect(named.name).not.toBe('Webinar Learners');
	});

	test('do not depend on the order of the segments, nor on their ids', () => {
		const byContent = (profiles: readonly SegmentProfile[]) =>
			new Map(nameSegmentsByRule(profiles).map(({ name }, index) => [profiles[index].describedBy, name]));
		const renumbered = shop.map((profile, index) => ({ ...profile, segment: `segment-${9 - index}` }));
		expect(byContent([...shop].reverse())).toEqual(new Map([...byContent(shop)].reverse()));
		expect(nameSegmentsByRule(renumbered).map(({ name }) => name)).toEqual(nameSegmentsByRule(shop).map(({ name }) => name));
	});
});

const anyTrait = fc.record({
	feature: fc.oneof(fc.constantFrom(...featureCatalogue.map(({ name }) => name)), fc.string({ minLength: 1, maxLength: 20 })),
	label: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
	unit: fc.constantFrom('count', 'days', 'cents', 'share', 'per order', 'score', 'number'),
	size: fc.double({ min: -4, max: 4, noNaN: true }),
	mean: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
});

const anyProfiles = fc.array(
	fc.uniqueArray(anyTrait, { maxLength: 6, selector: ({ feature }) => feature }).map((list) =>
		list.map(({ feature, label, unit, size, mean }) => aTrait(feature, size, { label, unit, mean })),
	),
	{ maxLength: 12 },
).map((lists) => lists.map((list, index) => aProfile(`segment-${index}`, list, { size: 100 + index })));

test('whatever the profiles: names are distinct, stable under reordering, and every claim is true', () => {
	fc.assert(
		fc.property(anyProfiles, (profiles) => {
			const named = nameSegmentsByRule(profiles);
			expect(new Set(named.map(({ name }) => name.toLowerCase())).size).toBe(profiles.length);
			const reversed = nameSegmentsByRule([...profiles].reverse()).reverse();
			expect(reversed).toEqual(named);
			named.forEach(({ claims, segment, name }, index) => {
				expect(segment).toBe(profiles[index].segment);
				expect(name).toMatch(/\S/);
				for (const claim of claims) {
					expect(profiles[index].describedBy).toContainEqual(expect.objectContaining(claim));
				}
			});
		}),
		properties(200),
	);
}, timeout);

describe('the tables', () => {
	test('every feature of the catalogue has at most one trait, and the common ones have one', () => {
		for (const { name } of featureCatalogue) {
			expect(traits.filter(({ features }) => features.test(name)).length, name).toBeLessThanOrEqual(1);
		}
		const unknown = featureCatalogue.filter(({ name }) => !traits.some(({ features }) => features.test(name)));
		expect(unknown.map(({ name }) => name)).toEqual(['daysSinceLastTicket', 'ticketNegativeShareLast90Days', 'ticketSentimentMeanLast90Days']);
	});

	test('names are unique, at most five words, and speak of known traits', () => {
		const names = namePatterns.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		for (const { name, when } of namePatterns) {
			expect(name.split(' ').length).toBeLessThanOrEqual(5);
			for (const trait of Object.keys(when)) expect(traits.map((known) => known.name)).toContain(trait);
		}
	});

	test('no two patterns mean the same', () => {
		const meanings = namePatterns.map(({ when }) => JSON.stringify(Object.entries(when).sort()));
		expect(new Set(meanings).size).toBe(meanings.length);
	});
});
