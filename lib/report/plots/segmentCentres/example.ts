import type { SegmentCentres } from './definition';

/** Four segments over six features; one value is not known. */
export const example: SegmentCentres = {
	segments: ['Loyal regulars', 'Discount seekers', 'New and exploring', 'Slipping away'],
	features: [
		'days since the last order',
		'orders in the last 90 days',
		'average order value',
		'share of orders with a discount',
		'distinct products viewed',
		'support tickets',
	],
	differences: [
		[-1.1, 1.8, 0.3, -0.6, 0.9, 0.02],
		[-0.2, 0.4, -0.9, 2.3, 0.1, -0.1],
		[-0.7, -0.8, -0.2, null, 1.2, -0.3],
		[1.9, -1.2, 0.1, 0.2, -1.4, 0.6],
	],
};
