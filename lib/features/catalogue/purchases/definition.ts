import type {
	CatalogueFeature,
	EventCondition,
	FeatureFamily,
	Measure,
	NumericEventColumn,
	TextSource,
	Vocabulary,
	Window,
} from '../../types';

type Named = Pick<CatalogueFeature, 'name' | 'label'>;

/** How often, how much, how lately, what. A refund lowers money, never the number of orders. */
export const purchaseFeatures: FeatureFamily = (vocabulary) => [
	{
		name: 'daysSinceLastOrder',
		label: 'days since the last order',
		unit: 'days',
		missing: 'unknown',
		value: { kind: 'daysSinceLast', where: vocabulary.purchase },
	},
	count({ name: 'orders', label: 'orders' }, ordersWhere(vocabulary.purchase)),
	...[30, 90, 180].map((days) =>
		count(
			{ name: `ordersLast${days}Days`, label: `orders in the last ${days} days` },
			ordersWhere(vocabulary.purchase, last(days)),
		),
	),
	...moneyFeatures(vocabulary),
	...perOrderFeatures(vocabulary),
	...perRevenueFeatures(vocabulary),
	...returnedAndTrend(vocabulary),
	count(
		{ name: 'productsBought', label: 'different products bought' },
		differentWhere(vocabulary.purchase, 'productId'),
	),
	count(
		{ name: 'categoriesBought', label: 'different product categories bought' },
		differentWhere(vocabulary.purchase, { property: 'category' }),
	),
];

function moneyFeatures({ purchase, money }: Vocabulary): readonly CatalogueFeature[] {
	return [
		cents(
			{ name: 'netRevenueCents', label: 'revenue minus refunds, in cents' },
			sumOf('revenueCents', money),
		),
		cents(
			{ name: 'grossRevenueCents', label: 'revenue before refunds, in cents' },
			sumOf('revenueCents', purchase),
		),
		cents(
			{
				name: 'netRevenueLast90DaysCents',
				label: 'revenue minus refunds in the last 90 days, in cents',
			},
			sumOf('revenueCents', money, last(90)),
		),
	];
}

function perOrderFeatures({ purchase }: Vocabulary): readonly CatalogueFeature[] {
	const orders = ordersWhere(purchase);
	return [
		{
			...ratio(sumOf('revenueCents', purchase), orders),
			name: 'averageOrderValueCents',
			label: 'average order value, in cents',
			unit: 'cents',
		},
		{
			...ratio(sumOf('quantity', purchase), orders),
			name: 'itemsPerOrder',
			label: 'items per order',
			unit: 'per order',
		},
		{
			...ratio(ordersWhere({ ...purchase, discounted: true }), orders),
			name: 'discountedOrderShare',
			label: 'share of orders with a discount',
			unit: 'share',
		},
		{
			...ratio(ordersWhere({ ...purchase, couponUsed: true }), orders),
			name: 'couponOrderShare',
			label: 'share of orders with a coupon',
			unit: 'share',
		},
	];
}

function returnedAndTrend({ purchase, refund }: Vocabulary): readonly CatalogueFeature[] {
	return [
		{
			...ratio(ordersWhere(refund), ordersWhere(purchase)),
			name: 'returnedOrderShare',
			label: 'orders with something sent back, per order',
			unit: 'share',
		},
		{
			...ratio(ordersWhere(purchase, last(90)), ordersWhere(purchase, { fromDays: 180, toDays: 90 })),
			name: 'orderTrend90Days',
			label: 'orders of the last 90 days against the 90 days before',
			unit: 'number',
		},
	];
}

function perRevenueFeatures({ purchase, refund }: Vocabulary): readonly CatalogueFeature[] {
	const revenue = sumOf('revenueCents', purchase);
	return [
		{
			...ratio(sumOf('refundedCents', refund), revenue),
			name: 'refundShare',
			label: 'share of revenue that was refunded',
			unit: 'share',
		},
		{
			...ratio(sumOf('discountCents', purchase), revenue),
			name: 'discountPerRevenue',
			label: 'discount per unit of revenue',
			unit: 'number',
		},
		{
			...ratio(
				sumOf('revenueCents', purchase, last(90)),
				sumOf('revenueCents', purchase, { fromDays: 180, toDays: 90 }),
			),
			name: 'revenueTrend90Days',
			label: 'revenue of the last 90 days against the 90 days before',
			unit: 'number',
		},
	];
}

function last(days: number): Window {
	return { fromDays: days, toDays: 0 };
}

function ordersWhere(where: EventCondition, window?: Window): Measure {
	return { kind: 'distinct', of: 'order', where, window };
}

function differentWhere(where: EventCondition, of: TextSource): Measure {
	return { kind: 'distinct', of, where };
}

function sumOf(of: NumericEventColumn, where: EventCondition, window?: Window): Measure {
	return { kind: 'sum', of, where, window };
}

function count(named: Named, value: Measure): CatalogueFeature {
	return { ...named, unit: 'count', missing: 'zero', value };
}

function cents(named: Named, value: Measure): CatalogueFeature {
	return { ...named, unit: 'cents', missing: 'zero', value };
}

/** Not known for a customer who never ordered. */
function ratio(numerator: Measure, denominator: Measure): Pick<CatalogueFeature, 'missing' | 'value'> {
	return { missing: 'unknown', value: { kind: 'ratio', numerator, denominator } };
}
