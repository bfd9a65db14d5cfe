import { amountsWithoutPurchase, behaviours } from '../../behaviours';
import type { CatalogueFeature, Window } from '../../types';

function last(days: number): Window {
	return { fromDays: days, toDays: 0 };
}

function countInLast(
	days: number,
	{ name, what, names }: { readonly name: string; readonly what: string; readonly names: readonly string[] },
): CatalogueFeature {
	return {
		name: `${name}Last${days}Days`,
		label: `${what} in the last ${days} days`,
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names }, window: last(days) },
	};
}

/** Steps on the way to buying more, or less. */
export const interestFeatures: readonly CatalogueFeature[] = [
	countInLast(30, { name: 'pricingViews', what: 'views of the prices', names: behaviours.pricingView }),
	countInLast(90, {
		name: 'integrationsViews',
		what: 'views of the integrations',
		names: behaviours.integrationsView,
	}),
	countInLast(30, { name: 'productViews', what: 'products looked at', names: behaviours.productView }),
	countInLast(30, {
		name: 'cartAdditions',
		what: 'products put into the cart',
		names: behaviours.cartAddition,
	}),
	countInLast(90, { name: 'checkouts', what: 'checkouts started', names: behaviours.checkout }),
	countInLast(180, { name: 'upgrades', what: 'upgrades', names: behaviours.upgrade }),
	countInLast(180, { name: 'downgrades', what: 'downgrades', names: behaviours.downgrade }),
	{
		name: 'ordersPerCartDayLast90Days',
		label: 'orders per day with a cart in the last 90 days; low for those who leave carts behind',
		unit: 'number',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: {
				kind: 'distinct',
				of: 'order',
				where: { revenue: 'positive', exceptNames: amountsWithoutPurchase },
				window: last(90),
			},
			denominator: {
				kind: 'distinct',
				of: 'day',
				where: { names: behaviours.cartAddition },
				window: last(90),
			},
		},
	},
];
