import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Four days on the phone and one of three orders there; two days at the computer, with an order on each. */
const events: readonly ExampleEvent[] = [
	seen('2025-06-01T10:00:00Z', 'mobile', 'iOS'),
	seen('2025-06-02T10:00:00Z', 'Mobile', 'iOS'),
	seen('2025-06-03T10:00:00Z', 'mobile', 'iOS'),
	ordered('2025-06-04T10:00:00Z', 'mobile', 'iOS'),
	ordered('2025-06-05T10:00:00Z', 'desktop', 'web'),
	ordered('2025-06-06T10:00:00Z', 'Desktop', 'web'),
];

function seen(at: string, device: string, platform: string): ExampleEvent {
	return { name: 'Product Viewed', at, device, platform };
}

function ordered(at: string, device: string, platform: string): ExampleEvent {
	return { name: 'Order Completed', at, device, platform, revenueCents: 1900 };
}

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const deviceExamples: Readonly<Record<string, FeatureExample>> = {
	mobileOrderShare: expecting(1 / 3),
	mobileOrdersPerDayLast90Days: expecting(0.25),
	desktopOrdersPerDayLast90Days: expecting(1),
	platformsLast90Days: expecting(2),
};
