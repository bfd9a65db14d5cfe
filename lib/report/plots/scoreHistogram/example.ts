import type { ScoreHistogram } from './definition';

/** Twenty bins; most customers are unlikely. */
export const example: ScoreHistogram = {
	outcome: 'an order in the next 30 days',
	mean: 0.238,
	bins: [
		610, 580, 520, 430, 360, 300, 250, 210, 170, 140, 110, 90, 70, 55, 40, 30, 18, 10, 5, 2,
	].map((customers, index) => ({ from: index / 20, to: (index + 1) / 20, customers })),
};
