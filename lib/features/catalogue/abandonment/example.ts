import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/**
 * Four days with a cart and one order; an order before the cart does not finish it. Both coupons were tried in vain.
 * One of two looks at the prices led to a checkout.
 */
const events: readonly ExampleEvent[] = [
	...['2025-05-10', '2025-05-20', '2025-06-05', '2025-06-20'].map((day) => ({ name: 'Product Added', at: `${day}T10:05:00Z` })),
	{ name: 'Order Completed', at: '2025-05-10T09:00:00Z', revenueCents: 4900 },
	{ name: 'Coupon Applied', at: '2025-05-20T10:06:00Z', coupon: 'SPRING' },
	{ name: 'Coupon Denied', at: '2025-06-05T10:06:00Z', coupon: 'OLD' },
	{ name: 'Pricing Viewed', at: '2025-06-05T11:00:00Z' },
	{ name: 'Pricing Viewed', at: '2025-06-20T10:00:00Z' },
	{ name: 'Checkout Started', at: '2025-05-20T10:10:00Z', orderId: 'A', revenueCents: 4900 },
	{ name: 'Checkout Started', at: '2025-06-20T10:10:00Z', orderId: 'B', revenueCents: 4900 },
	{ name: 'Order Completed', at: '2025-06-20T10:15:00Z', orderId: 'B', revenueCents: 4900 },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const abandonmentExamples: Readonly<Record<string, FeatureExample>> = {
	cartAbandonmentShareLast90Days: expecting(0.75),
	checkoutAbandonmentShareLast90Days: expecting(0.5),
	couponAbandonmentShareLast90Days: expecting(1),
	pricingAbandonmentShareLast90Days: expecting(0.5),
	couponEntriesLast90Days: expecting(2),
};
