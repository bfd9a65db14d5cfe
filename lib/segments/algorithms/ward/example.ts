import { matrixOf } from '../../../math/matrix';
import type { ClusterRequest } from '../../types';

/** Sixty customers who send things back often, seldom or never. */
const groups = [
	{ returns: -1, reviews: 1 },
	{ returns: 0, reviews: -1 },
	{ returns: 2, reviews: 0.5 },
];

export const example: { readonly request: ClusterRequest; readonly truth: readonly number[] } = {
	request: {
		matrix: matrixOf(
			Array.from({ length: 60 }, (_, customer) => {
				const { returns, reviews } = groups[customer % 3];
				return [returns + 0.1 * Math.sin(customer), reviews + 0.1 * Math.cos(customer)];
			}),
		),
		columnNames: ['returnsLast90Days', 'reviewsLast90Days'],
		clusters: { low: 2, high: 6 },
		sizeMin: 10,
		seed: 1,
	},
	truth: Array.from({ length: 60 }, (_, customer) => customer % 3),
};
