import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** A visit in April, one in May and two on the same day in June; an e-mail sent yesterday is no activity. */
const events: readonly ExampleEvent[] = [
	{ name: 'Signed In', at: '2025-04-12T00:00:00Z', sessionId: 's1' },
	{ name: 'Signed In', at: '2025-05-20T08:00:00Z', sessionId: 's2' },
	{ name: 'Search Performed', at: '2025-05-20T08:30:00Z', sessionId: 's2' },
	{ name: 'Signed In', at: '2025-06-10T08:00:00Z', sessionId: 's3' },
	{ name: 'Feature Used', at: '2025-06-10T08:10:00Z', sessionId: 's3', properties: { feature: 'charts' } },
	{ name: 'Feature Used', at: '2025-06-10T08:20:00Z', sessionId: 's3', properties: { feature: 'alerts' } },
	{ name: 'Feature Used', at: '2025-06-10T08:25:00Z', sessionId: 's3', properties: { feature: 'charts' } },
	{ name: 'Report Exported', at: '2025-06-10T08:26:00Z', sessionId: 's3' },
	{ name: 'Error Shown', at: '2025-06-29T00:00:00Z', sessionId: 's4' },
	{ name: 'Email Sent', at: '2025-06-30T12:00:00Z' },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const usageExamples: Readonly<Record<string, FeatureExample>> = {
	daysSinceLastActivity: expecting(2),
	tenureDays: expecting(80),
	eventsLast7Days: expecting(1),
	eventsLast30Days: expecting(6),
	eventsLast90Days: expecting(9),
	eventTrend30Days: expecting(3),
	activeDaysLast30Days: expecting(2),
	activeDaysLast90Days: expecting(4),
	sessionsLast30Days: expecting(2),
	sessionsLast90Days: expecting(4),
	visitsLast30Days: expecting(2),
	visitsLast90Days: expecting(4),
	eventNamesLast90Days: expecting(5),
	signInsLast30Days: expecting(1),
	featureUsesLast30Days: expecting(3),
	featuresUsedLast90Days: expecting(2),
	searchesLast90Days: expecting(1),
	exportsLast90Days: expecting(1),
	errorsLast90Days: expecting(1),
};
