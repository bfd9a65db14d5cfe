import { seededRandom } from '../../../core/random';
import { matrixOf } from '../../../math/matrix';
import type { ClusterRequest } from '../../types';

/** A hundred and fifty customers: many visits and hardly any orders, the reverse, or a few of both; stretched differently. */
const groups = [
	{ orders: { mean: -4, spread: 0.2 }, visits: { mean: 0, spread: 2 } },
	{ orders: { mean: 3, spread: 1.5 }, visits: { mean: -6, spread: 0.2 } },
	{ orders: { mean: 2, spread: 0.3 }, visits: { mean: 4, spread: 0.3 } },
];

const random = seededRandom('mixture example');

export const example: { readonly request: ClusterRequest; readonly truth: readonly number[] } = {
	request: {
		matrix: matrixOf(
			Array.from({ length: 150 }, (_, customer) => {
				const { orders, visits } = groups[customer % 3];
				return [orders.mean + orders.spread * random.normal(), visits.mean + visits.spread * random.normal()];
			}),
		),
		columnNames: ['ordersLast90Days', 'sessionsLast90Days'],
		clusters: { low: 2, high: 6 },
		sizeMin: 10,
		seed: 1,
	},
	truth: Array.from({ length: 150 }, (_, customer) => customer % 3),
};
