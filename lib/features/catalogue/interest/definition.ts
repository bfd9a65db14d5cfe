import type { CatalogueFeature, FeatureFamily, Window } from '../../types';

/** Steps on the way to buying more, or less. */
export const interestFeatures: FeatureFamily = ({ names, purchase }) => [
	countInLast(30, { name: 'pricingViews', label: 'views of the prices' }, names.pricingView),
	countInLast(90, { name: 'integrationsViews', label: 'views of the integrations' }, names.integrationsView),
	countInLast(30, { name: 'productViews', label: 'products looked at' }, names.productView),
	countInLast(30, { name: 'cartAdditions', label: 'products put into the cart' }, names.cartAddition),
	countInLast(90, { name: 'checkouts', label: 'checkouts started' }, names.checkout),
	countInLast(180, { name: 'upgrades', label: 'upgrades' }, names.upgrade),
	countInLast(180, { name: 'downgrades', label: 'downgrades' }, names.downgrade),
	countInLast(180, { name: 'addOns', label: 'add-ons bought' }, names.addOn),
	{
		name: 'ordersPerCartDayLast90Days',
		label: 'orders per day with a cart in the last 90 days; low for those who leave carts behind',
		unit: 'number',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'distinct', of: 'order', where: purchase, window: last(90) },
			denominator: {
				kind: 'distinct',
				of: 'day',
				where: { names: names.cartAddition },
				window: last(90),
			},
		},
	},
];

function last(days: number): Window {
	return { fromDays: days, toDays: 0 };
}

function countInLast(
	days: number,
	{ name, label }: Pick<CatalogueFeature, 'name' | 'label'>,
	names: readonly string[],
): CatalogueFeature {
	return {
		name: `${name}Last${days}Days`,
		label: `${label} in the last ${days} days`,
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names }, window: last(days) },
	};
}
