import type { SegmentSizes } from './definition';

/** Seven segments of a shop, one of them with a long name. */
export const example: SegmentSizes = {
	customers: 20000,
	segments: [
		{ name: 'Loyal regulars', size: 5240, share: 0.262 },
		{ name: 'Discount seekers', size: 4310, share: 0.2155 },
		{ name: 'New and exploring', size: 3760, share: 0.188 },
		{ name: 'Slipping away after a first purchase', size: 2980, share: 0.149 },
		{ name: 'High spenders', size: 1890, share: 0.0945 },
		{ name: 'Weekend browsers', size: 1602, share: 0.0801 },
		{ name: 'Support heavy', size: 218, share: 0.0109 },
	],
};
