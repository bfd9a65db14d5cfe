import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Came from a search on the phone, stayed 25 minutes, and bought two days later at the computer. */
const events: readonly ExampleEvent[] = [
	{
		name: 'Signed Up',
		at: '2025-06-01T10:00:00Z',
		device: 'Mobile',
		properties: { referrer: 'https://www.google.com/' },
	},
	{ name: 'Feature Used', at: '2025-06-01T10:10:00Z', device: 'mobile' },
	{ name: 'Feature Used', at: '2025-06-01T10:25:00Z', device: 'mobile' },
	{ name: 'Order Completed', at: '2025-06-03T10:00:00Z', device: 'desktop', revenueCents: 900 },
	{ name: 'Signed Up', at: '2025-06-04T10:00:00Z', properties: { referrer: 'friend' } },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const signUpExamples: Readonly<Record<string, FeatureExample>> = {
	firstDeviceMobile: expecting(1),
	cameFromSearch: expecting(1),
	cameFromSocial: expecting(0),
	cameFromPerson: expecting(0),
	firstSessionActions: expecting(3),
	firstSessionMinutes: expecting(25),
	daysToFirstOrder: expecting(2),
};
