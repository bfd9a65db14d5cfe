import { matrixOf } from '../../../math/matrix';
import type { ClusterRequest } from '../../types';

/** Sixty customers who either ask, read, or do neither. */
const groups = [
	{ reads: -1, asks: 1 },
	{ reads: 0, asks: -1 },
	{ reads: 2, asks: 0.5 },
];

export const example: { readonly request: ClusterRequest; readonly truth: readonly number[] } = {
	request: {
		matrix: matrixOf(
			Array.from({ length: 60 }, (_, customer) => {
				const { reads, asks } = groups[customer % 3];
				return [reads + 0.1 * Math.sin(customer), asks + 0.1 * Math.cos(customer)];
			}),
		),
		columnNames: ['articlesRead', 'questionsAsked'],
		clusters: { low: 2, high: 6 },
		sizeMin: 10,
		seed: 1,
	},
	truth: Array.from({ length: 60 }, (_, customer) => customer % 3),
};
