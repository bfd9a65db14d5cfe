import type { SegmentProfile } from '../../lib/cohorts/types';

type Evidence = SegmentProfile['describedBy'][number];

/** One feature in which a segment stands out: by how many standard deviations, with plausible means. */
export function aTrait(feature: string, difference: number, changes: Partial<Evidence> = {}): Evidence {
	return {
		feature,
		label: labels[feature] ?? feature,
		unit: /Share|Rate/.test(feature) ? 'share' : /Cents/.test(feature) ? 'cents' : /^days|Days$/.test(feature) && !/Last\d+Days$/.test(feature) ? 'days' : 'count',
		direction: difference >= 0 ? 'high' : 'low',
		mean: 2 + difference,
		overallMean: 2,
		standardizedDifference: difference,
		interval: [difference - 0.05, difference + 0.05],
		...changes,
	};
}

/** A segment that stands out in the given features. */
export function aProfile(
	segment: string,
	traits: Readonly<Record<string, number>> | readonly Evidence[],
	changes: Partial<SegmentProfile> = {},
): SegmentProfile {
	const describedBy = Array.isArray(traits)
		? (traits as readonly Evidence[])
		: Object.entries(traits as Record<string, number>).map(([feature, difference]) => aTrait(feature, difference));
	return { segment, size: 1200, share: 0.12, revenueShare: 0.2, describedBy, ...changes };
}

const labels: Readonly<Record<string, string>> = {
	orders: 'orders',
	ordersLast90Days: 'orders in the last 90 days',
	netRevenueCents: 'revenue minus refunds, in cents',
	averageOrderValueCents: 'average order value, in cents',
	daysSinceLastOrder: 'days since the last order',
	daysSinceLastActivity: 'days since the last activity',
	discountedOrderShare: 'share of orders with a discount',
	webinarsLast90Days: 'webinars attended in the last 90 days',
	pricingViewsLast30Days: 'views of the prices in the last 30 days',
	productViewsLast30Days: 'products looked at in the last 30 days',
	errorsLast90Days: 'errors met in the last 90 days',
	ticketsLast90Days: 'support tickets and chats in the last 90 days',
	eventTrend30Days: 'actions of the last 30 days against the 30 days before',
	tenureDays: 'days since the first activity',
};
