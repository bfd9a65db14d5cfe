import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Charts are kept, alerts were dropped in May, maps are new, tables were dropped long ago. */
const events: readonly ExampleEvent[] = [
	used('2025-01-10T10:00:00Z', 'tables'),
	used('2025-05-10T10:00:00Z', 'charts'),
	used('2025-05-11T10:00:00Z', 'alerts'),
	used('2025-06-10T10:00:00Z', 'charts'),
	used('2025-06-11T10:00:00Z', 'maps'),
	used('2025-06-12T10:00:00Z', 'charts'),
];

function used(at: string, feature: string): ExampleEvent {
	return { name: 'Feature Used', at, properties: { feature } };
}

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const discoveryExamples: Readonly<Record<string, FeatureExample>> = {
	featuresDiscoveredLast30Days: expecting(1),
	featuresIgnoredLast30Days: expecting(2),
	featuresKeptShareLast30Days: expecting(0.5),
	favouriteFeatureShareLast90Days: expecting(0.6),
};
