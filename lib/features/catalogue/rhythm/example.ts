import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Orders on 1, 11 and 31 May (twice on the 11th): gaps of 10 and 20 days; then 30 days of silence and a visit. */
const events: readonly ExampleEvent[] = [
	...['2025-05-01T12:00:00Z', '2025-05-11T09:00:00Z', '2025-05-11T21:00:00Z', '2025-05-31T12:00:00Z'].map((at) => ({
		name: 'Order Completed',
		at,
		revenueCents: 2500,
	})),
	{ name: 'Feature Used', at: '2025-06-30T08:00:00Z' },
	{ name: 'Email Sent', at: '2025-06-15T08:00:00Z' },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const rhythmExamples: Readonly<Record<string, FeatureExample>> = {
	daysBetweenOrders: expecting(15),
	orderGapDeviationDays: expecting(Math.sqrt(50)),
	orderOverdue: expecting(30.5 / 15),
	longestSilenceDays: expecting(30),
};
