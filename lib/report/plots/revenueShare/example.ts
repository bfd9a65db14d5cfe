import type { RevenueShare } from './definition';

/** A small segment that brings most of the money, and one that only returns goods. */
export const example: RevenueShare = {
	segments: [
		{ name: 'Loyal regulars', share: 0.262, revenueShare: 0.338 },
		{ name: 'Discount seekers', share: 0.2155, revenueShare: 0.112 },
		{ name: 'New and exploring', share: 0.188, revenueShare: 0.047 },
		{ name: 'Slipping away', share: 0.149, revenueShare: 0.061 },
		{ name: 'High spenders', share: 0.0945, revenueShare: 0.414 },
		{ name: 'Weekend browsers', share: 0.0801, revenueShare: 0.0275 },
		{ name: 'Support heavy', share: 0.0109, revenueShare: 0.0005 },
	],
};
