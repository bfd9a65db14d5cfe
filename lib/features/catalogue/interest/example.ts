import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Four days with a cart and one order: three carts were left behind. */
const events: readonly ExampleEvent[] = [
	...['2025-05-10', '2025-05-20', '2025-06-05', '2025-06-20'].flatMap((day) => [
		{ name: 'Product Viewed', at: `${day}T10:00:00Z` },
		{ name: 'Product Added', at: `${day}T10:05:00Z` },
	]),
	{ name: 'Pricing Viewed', at: '2025-05-30T10:00:00Z' },
	{ name: 'Pricing Viewed', at: '2025-06-05T10:10:00Z' },
	{ name: 'Pricing', at: '2025-06-06T10:10:00Z', kind: 'page' },
	{ name: 'Integrations Viewed', at: '2025-06-06T10:11:00Z' },
	{ name: 'Checkout Started', at: '2025-06-20T10:10:00Z', orderId: 'A', revenueCents: 4900 },
	{ name: 'Order Completed', at: '2025-06-20T10:15:00Z', orderId: 'A', revenueCents: 4900 },
	{ name: 'Add-on Purchased', at: '2025-03-21T10:15:00Z' },
	{ name: 'Subscription Upgraded', at: '2025-06-21T10:15:00Z' },
	{ name: 'Subscription Downgraded', at: '2024-06-21T10:15:00Z' },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const interestExamples: Readonly<Record<string, FeatureExample>> = {
	pricingViewsLast30Days: expecting(2),
	integrationsViewsLast90Days: expecting(1),
	productViewsLast30Days: expecting(2),
	cartAdditionsLast30Days: expecting(2),
	checkoutsLast90Days: expecting(1),
	upgradesLast180Days: expecting(1),
	downgradesLast180Days: expecting(0),
	addOnsLast180Days: expecting(1),
	ordersPerCartDayLast90Days: expecting(0.25),
};
