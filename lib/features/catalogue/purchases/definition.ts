import { amountsWithoutPurchase } from '../../behaviours';
import type { CatalogueFeature, EventCondition, Measure, Window } from '../../types';

/** Any event that brought money, whatever it is called; a refund lowers money, never the number of orders. */
const purchase: EventCondition = { revenue: 'positive', exceptNames: amountsWithoutPurchase };
const refund: EventCondition = { revenue: 'negative' };
/** Purchases and refunds: an amount on the way to a purchase (a checkout) is not money yet. */
const money: EventCondition = {
	exceptNames: amountsWithoutPurchase.filter((name) => !/refund/i.test(name)),
};
const grossRevenue: Measure = { kind: 'sum', of: 'revenueCents', where: purchase };

function last(days: number): Window {
	return { fromDays: days, toDays: 0 };
}

function ordersWhere(where: EventCondition, window?: Window): Measure {
	return { kind: 'distinct', of: 'order', where, window };
}

function ordersInLast(days: number): CatalogueFeature {
	return {
		name: `ordersLast${days}Days`,
		label: `orders in the last ${days} days`,
		unit: 'count',
		missing: 'zero',
		value: ordersWhere(purchase, last(days)),
	};
}

function shareOfOrders(name: string, label: string, where: EventCondition): CatalogueFeature {
	return {
		name,
		label,
		unit: 'share',
		missing: 'unknown',
		value: { kind: 'ratio', numerator: ordersWhere(where), denominator: ordersWhere(purchase) },
	};
}

export const purchaseFeatures: readonly CatalogueFeature[] = [
	{
		name: 'daysSinceLastOrder',
		label: 'days since the last order',
		unit: 'days',
		missing: 'unknown',
		value: { kind: 'daysSinceLast', where: purchase },
	},
	{ name: 'orders', label: 'orders', unit: 'count', missing: 'zero', value: ordersWhere(purchase) },
	ordersInLast(30),
	ordersInLast(90),
	ordersInLast(180),
	{
		name: 'netRevenueCents',
		label: 'revenue minus refunds, in cents',
		unit: 'cents',
		missing: 'zero',
		value: { kind: 'sum', of: 'revenueCents', where: money },
	},
	{
		name: 'grossRevenueCents',
		label: 'revenue before refunds, in cents',
		unit: 'cents',
		missing: 'zero',
		value: grossRevenue,
	},
	{
		name: 'netRevenueLast90DaysCents',
		label: 'revenue minus refunds in the last 90 days, in cents',
		unit: 'cents',
		missing: 'zero',
		value: { kind: 'sum', of: 'revenueCents', where: money, window: last(90) },
	},
	{
		name: 'averageOrderValueCents',
		label: 'average order value, in cents',
		unit: 'cents',
		missing: 'unknown',
		value: { kind: 'ratio', numerator: grossRevenue, denominator: ordersWhere(purchase) },
	},
	{
		name: 'itemsPerOrder',
		label: 'items per order',
		unit: 'per order',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'sum', of: 'quantity', where: purchase },
			denominator: ordersWhere(purchase),
		},
	},
	{
		name: 'refundShare',
		label: 'share of revenue that was refunded',
		unit: 'share',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'sum', of: 'refundedCents', where: refund },
			denominator: grossRevenue,
		},
	},
	shareOfOrders('discountedOrderShare', 'share of orders with a discount', {
		...purchase,
		discounted: true,
	}),
	shareOfOrders('couponOrderShare', 'share of orders with a coupon', { ...purchase, couponUsed: true }),
	{
		name: 'discountPerRevenue',
		label: 'discount per unit of revenue',
		unit: 'number',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'sum', of: 'discountCents', where: purchase },
			denominator: grossRevenue,
		},
	},
	{
		name: 'productsBought',
		label: 'different products bought',
		unit: 'count',
		missing: 'zero',
		value: { kind: 'distinct', of: 'productId', where: purchase },
	},
	{
		name: 'categoriesBought',
		label: 'different product categories bought',
		unit: 'count',
		missing: 'zero',
		value: { kind: 'distinct', of: { property: 'category' }, where: purchase },
	},
	{
		name: 'revenueTrend90Days',
		label: 'revenue of the last 90 days against the 90 days before',
		unit: 'number',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'sum', of: 'revenueCents', where: purchase, window: last(90) },
			denominator: {
				kind: 'sum',
				of: 'revenueCents',
				where: purchase,
				window: { fromDays: 180, toDays: 90 },
			},
		},
	},
];
