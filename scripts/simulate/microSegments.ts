import { loyalRegulars } from './archetypes/loyalRegulars';
import { powerUsers } from './archetypes/powerUsers';
import { windowShoppers } from './archetypes/windowShoppers';
import type { MicroSegment } from './plantedTypes';

/** Customers in each micro-segment, once there are MICRO_RANGE customers; none beyond. */
export const MICRO_SIZE = 200;
const MICRO_RANGE = 20_000;
/** Prime, so that members are scattered over all indices of the range. */
const MICRO_STRIDE = 7919;

export const microSegments: readonly MicroSegment[] = [
	{
		name: 'nightExporters',
		archetype: 'powerUsers',
		story: 'export reports at three in the morning, every three or four days, and look at nothing else',
		hour: 3,
		behaviour: {
			...powerUsers.behaviour,
			chain: {
				start: { report: 1 },
				next: { report: { report: 6, search: 1, leave: 4 } },
				otherwise: { report: 5, leave: 5 },
				stepSeconds: 15,
			},
			visitsPerWeek: 2,
			visitShape: 12,
			orders: { kind: 'hazard', perWeek: 0 },
			ticketsPerWeek: 0,
			churnHazardPerDay: 0.0001,
		},
	},
	{
		name: 'wholesaleBuyers',
		archetype: 'loyalRegulars',
		story: 'order soil and seeds by the pallet every ten days, from a desktop in the early morning',
		hour: 6,
		behaviour: {
			...loyalRegulars.behaviour,
			orders: { kind: 'rhythm', everyDays: 10, spreadDays: 0.7 },
			units: 40,
			categories: { soil: 5, seeds: 3 },
			visitsPerWeek: 0.2,
			churnHazardPerDay: 0.0001,
		},
	},
	{
		name: 'communityReviewers',
		archetype: 'windowShoppers',
		story: 'review and share product after product, hardly ever buy one',
		hour: 21,
		behaviour: {
			...windowShoppers.behaviour,
			chain: {
				start: { productView: 1 },
				next: {
					productView: { review: 7, share: 1, leave: 1 },
					review: { share: 4, productView: 5, leave: 2 },
				},
				otherwise: { productView: 5, leave: 5 },
				stepSeconds: 90,
			},
			visitsPerWeek: 0.8,
			visitShape: 8,
			orders: { kind: 'hazard', perWeek: 0.002 },
			churnHazardPerDay: 0.0001,
		},
	},
];

/** The micro-segment of a customer, or null: by index only, so that it is the same in any simulation. */
export function microSegmentOf(index: number): MicroSegment | null {
	if (index >= MICRO_RANGE) return null;
	const place = Math.floor(((index * MICRO_STRIDE) % MICRO_RANGE) / MICRO_SIZE);
	// Places 10, 30 and 50 of 100: index 0, in place 0, is an ordinary customer.
	const found = (place - 10) / 20;
	return microSegments[found] ?? null;
}
