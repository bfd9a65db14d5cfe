import type { SegmentMap } from './definition';

/** Five clouds of 120 points on spirals, two of them close together. */
export const example: SegmentMap = {
	segments: [
		'Loyal regulars',
		'Discount seekers',
		'New and exploring',
		'Slipping away after a first purchase',
		'High spenders',
	],
	keptShare: 0.61,
	points: [
		[-2, 1],
		[2, 2],
		[1.2, -1.5],
		[1.4, -1.6],
		[-1.5, -2],
	].flatMap(([x, y], segment) =>
		Array.from({ length: 120 }, (_, index) => {
			const radius = 1.1 * Math.sqrt(index / 120);
			const angle = index * 2.399963;
			return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle), segment };
		}),
	),
};
