import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Friday evening, Saturday noon, Sunday just before midnight, and the first instant of Monday. */
const events: readonly ExampleEvent[] = [
	{ name: 'Feature Used', at: '2025-06-06T18:00:00Z', device: 'desktop' },
	{ name: 'Feature Used', at: '2025-06-07T12:00:00Z', device: 'mobile' },
	{ name: 'Feature Used', at: '2025-06-08T23:59:59Z', device: 'mobile' },
	{ name: 'Feature Used', at: '2025-06-09T00:00:00Z', device: 'Smartphone' },
	{ name: 'Email Sent', at: '2025-06-10T03:00:00Z' },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const timingExamples: Readonly<Record<string, FeatureExample>> = {
	eveningShare: expecting(0.5),
	nightShare: expecting(0.25),
	weekendShare: expecting(0.5),
	mobileShare: expecting(0.75),
};
