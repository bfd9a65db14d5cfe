import type { Silhouettes } from './definition';

/** From the clearest customer down to the one nearest to another segment. */
function falling(from: number, to: number, bend: number): number[] {
	return Array.from({ length: 60 }, (_, at) => from + (to - from) * (at / 59) ** bend);
}

/** Two segments that stand apart, one that overlaps, and one so small that a single customer was drawn. */
export const example: Silhouettes = {
	mean: 0.36,
	segments: [
		{ name: 'Loyal regulars', mean: 0.48, values: falling(0.69, 0.12, 2) },
		{ name: 'Slipping away after a first purchase', mean: 0.41, values: falling(0.58, 0.02, 2.4) },
		{ name: 'Discount seekers', mean: 0.13, values: falling(0.41, -0.22, 1.2) },
		{ name: 'Support heavy', mean: 0.27, values: [0.27] },
	],
};
