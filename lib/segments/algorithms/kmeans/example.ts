import { matrixOf } from '../../../math/matrix';
import type { ClusterRequest } from '../../types';

/** Sixty customers who either look around (few orders, many visits), buy at times, or buy a lot. */
const groups = [
	{ orders: -1, visits: 1 },
	{ orders: 0, visits: -1 },
	{ orders: 2, visits: 0.5 },
];

export const example: { readonly request: ClusterRequest; readonly truth: readonly number[] } = {
	request: {
		matrix: matrixOf(
			Array.from({ length: 60 }, (_, customer) => {
				const { orders, visits } = groups[customer % 3];
				return [orders + 0.1 * Math.sin(customer), visits + 0.1 * Math.cos(customer)];
			}),
		),
		columnNames: ['ordersLast90Days', 'sessionsLast90Days'],
		clusters: { low: 2, high: 6 },
		sizeMin: 10,
		seed: 1,
	},
	truth: Array.from({ length: 60 }, (_, customer) => customer % 3),
};
