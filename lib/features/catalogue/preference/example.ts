import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Three of four purchases are tea; two of three views are of cups; most is done at eight o'clock and on the web. */
const events: readonly ExampleEvent[] = [
	bought('2025-03-01T20:00:00Z', 'tea-1', 'tea'),
	bought('2025-04-01T08:10:00Z', 'tea-1', 'tea'),
	bought('2025-05-01T08:20:00Z', 'tea-2', 'tea'),
	bought('2025-06-01T08:30:00Z', 'cup-1', 'cups'),
	viewed('2024-06-01T08:00:00Z', 'tea'),
	viewed('2025-06-02T20:00:00Z', 'tea'),
	viewed('2025-06-03T20:15:00Z', 'cups'),
	viewed('2025-06-04T09:00:00Z', 'cups'),
];

function bought(at: string, productId: string, category: string): ExampleEvent {
	return { name: 'Order Completed', at, productId, revenueCents: 900, channel: 'web', properties: { category } };
}

function viewed(at: string, category: string): ExampleEvent {
	return { name: 'Product Viewed', at, channel: 'email', properties: { category } };
}

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const preferenceExamples: Readonly<Record<string, FeatureExample>> = {
	favouriteCategoryShare: expecting(0.75),
	favouriteProductShare: expecting(0.5),
	viewedCategoryShareLast180Days: expecting(2 / 3),
	favouriteChannelShareLast180Days: expecting(4 / 7),
	preferredHour: expecting(8),
};
