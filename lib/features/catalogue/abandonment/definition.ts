import type { CatalogueFeature, EventCondition, FeatureFamily, Window } from '../../types';

const lastQuarter: Window = { fromDays: 90, toDays: 0 };

/** What is begun and not finished: a day counts as finished when what it should lead to comes on it, after the first step. */
export const abandonmentFeatures: FeatureFamily = ({ names, purchase }) => [
	abandonedDays('cartAbandonmentShare', 'share of days with a cart that ended without an order', {
		where: { names: names.cartAddition },
		until: purchase,
	}),
	abandonedDays('checkoutAbandonmentShare', 'share of days with a checkout that ended without an order', {
		where: { names: names.checkout },
		until: purchase,
	}),
	abandonedDays('couponAbandonmentShare', 'share of days with a coupon entered that ended without an order', {
		where: { names: names.couponEntry },
		until: purchase,
	}),
	abandonedDays('pricingAbandonmentShare', 'share of days with a look at the prices that led to no upgrade and no checkout', {
		where: { names: names.pricingView },
		until: { names: [...names.upgrade, ...names.addOn, ...names.checkout] },
	}),
	{
		name: 'couponEntriesLast90Days',
		label: 'coupons entered in the last 90 days',
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { names: names.couponEntry }, window: lastQuarter },
	},
];

/** Not known for a customer who did not begin. */
function abandonedDays(
	name: string,
	label: string,
	{ where, until }: { readonly where: EventCondition; readonly until: EventCondition },
): CatalogueFeature {
	return {
		name: `${name}Last90Days`,
		label: `${label}, in the last 90 days`,
		unit: 'share',
		missing: 'unknown',
		value: { kind: 'untilClosed', statistic: 'openShare', by: 'day', where, until, window: lastQuarter },
	};
}
