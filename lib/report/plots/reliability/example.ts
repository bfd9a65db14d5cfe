import type { Reliability } from './definition';

/** Tenths of 4,000 customers of a model that is a little too sure of itself at the top. */
export const example: Reliability = {
	outcome: 'an order in the next 30 days',
	groups: [
		{ predicted: 0.02, observed: 0.025, low: 0.014, high: 0.045, customers: 400 },
		{ predicted: 0.05, observed: 0.045, low: 0.028, high: 0.07, customers: 400 },
		{ predicted: 0.08, observed: 0.09, low: 0.066, high: 0.122, customers: 400 },
		{ predicted: 0.12, observed: 0.113, low: 0.085, high: 0.147, customers: 400 },
		{ predicted: 0.17, observed: 0.18, low: 0.145, high: 0.221, customers: 400 },
		{ predicted: 0.23, observed: 0.24, low: 0.2, high: 0.284, customers: 400 },
		{ predicted: 0.31, observed: 0.298, low: 0.255, high: 0.344, customers: 400 },
		{ predicted: 0.42, observed: 0.405, low: 0.358, high: 0.454, customers: 400 },
		{ predicted: 0.57, observed: 0.54, low: 0.491, high: 0.588, customers: 400 },
		{ predicted: 0.8, observed: 0.745, low: 0.7, high: 0.785, customers: 400 },
	],
};
