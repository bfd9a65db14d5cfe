import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** A visit of 20 minutes and one of a single action in June, one of 40 minutes in May; half an hour apart is one visit. */
const events: readonly ExampleEvent[] = [
	...['2025-05-10T10:00:00Z', '2025-05-10T10:30:00Z', '2025-05-10T10:40:00Z', '2025-06-10T10:00:00Z', '2025-06-10T10:20:00Z', '2025-06-12T10:00:00Z'].map(
		(at) => ({ name: 'Feature Used', at }),
	),
	{ name: 'Email Sent', at: '2025-06-12T10:20:00Z' },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const visitExamples: Readonly<Record<string, FeatureExample>> = {
	minutesPerVisitLast90Days: expecting(20),
	actionsPerVisitLast90Days: expecting(2),
	visitTrend30Days: expecting(2),
	activeDayTrend30Days: expecting(2),
};
