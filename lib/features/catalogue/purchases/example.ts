import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Three orders (one of two lines) and a return of the second; 10 + 20 + 40 + 30 = 100 euros, 15 come back. */
const events: readonly ExampleEvent[] = [
	order('2024-12-01T10:00:00Z', { orderId: 'A', productId: 'tea', revenueCents: 1000, quantity: 1 }),
	order('2025-03-01T10:00:00Z', {
		orderId: 'B',
		productId: 'tea',
		revenueCents: 2000,
		quantity: 2,
		discountCents: 500,
		coupon: 'SPRING',
	}),
	order('2025-03-01T10:00:00Z', {
		orderId: 'B',
		productId: 'cup',
		revenueCents: 4000,
		quantity: 1,
		properties: { category: 'kitchen' },
	}),
	{
		name: 'Order Refunded',
		at: '2025-03-08T10:00:00Z',
		orderId: 'B',
		productId: 'cup',
		revenueCents: -1500,
		quantity: -1,
	},
	{ name: 'Checkout Started', at: '2025-06-20T09:59:00Z', orderId: 'C', revenueCents: 3000 },
	order('2025-06-21T00:00:00Z', { orderId: 'C', productId: 'tea', revenueCents: 3000, quantity: 5 }),
];

function order(at: string, parts: Partial<ExampleEvent>): ExampleEvent {
	return { name: 'Order Completed', at, properties: { category: 'drinks' }, ...parts };
}

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const purchaseExamples: Readonly<Record<string, FeatureExample>> = {
	daysSinceLastOrder: expecting(10),
	orders: expecting(3),
	ordersLast30Days: expecting(1),
	ordersLast90Days: expecting(1),
	ordersLast180Days: expecting(2),
	netRevenueCents: expecting(8500),
	grossRevenueCents: expecting(10000),
	netRevenueLast90DaysCents: expecting(3000),
	averageOrderValueCents: expecting(10000 / 3),
	itemsPerOrder: expecting(3),
	refundShare: expecting(0.15),
	returnedOrderShare: expecting(1 / 3),
	orderTrend90Days: expecting(1),
	discountedOrderShare: expecting(1 / 3),
	couponOrderShare: expecting(1 / 3),
	discountPerRevenue: expecting(0.05),
	productsBought: expecting(2),
	categoriesBought: expecting(2),
	revenueTrend90Days: expecting(0.5),
};
