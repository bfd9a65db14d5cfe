import type { Gains } from './definition';

/** Tenths of 4,000 customers; the best tenth orders nearly three times as often as the average. */
export const example: Gains = {
	outcome: 'an order in the next 30 days',
	groups: [0.745, 0.54, 0.405, 0.298, 0.24, 0.18, 0.113, 0.09, 0.045, 0.025].map((observed) => ({
		customers: 400,
		observed,
	})),
};
