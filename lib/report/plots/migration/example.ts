import type { Migration } from './definition';

/** One segment is new, one is no more, and customers came and went. */
export const example: Migration = {
	before: [
		{ name: 'Loyal regulars', series: 0 },
		{ name: 'Discount seekers', series: 1 },
		{ name: 'New and exploring', series: 2 },
		{ name: 'Gift buyers', series: null },
		{ name: 'In no segment', series: null },
	],
	after: [
		{ name: 'Loyal regulars', series: 0 },
		{ name: 'Discount seekers', series: 1 },
		{ name: 'New and exploring', series: 2 },
		{ name: 'Slipping away', series: 3 },
		{ name: 'In no segment', series: null },
	],
	flows: [
		{ from: 0, to: 0, customers: 4920 },
		{ from: 1, to: 1, customers: 3810 },
		{ from: 2, to: 2, customers: 2140 },
		{ from: 2, to: 0, customers: 640 },
		{ from: 2, to: 3, customers: 980 },
		{ from: 1, to: 3, customers: 420 },
		{ from: 0, to: 3, customers: 210 },
		{ from: 3, to: 1, customers: 330 },
		{ from: 3, to: 0, customers: 90 },
		{ from: 4, to: 2, customers: 760 },
		{ from: 1, to: 4, customers: 12 },
	],
	keptShare: 0.803,
};
