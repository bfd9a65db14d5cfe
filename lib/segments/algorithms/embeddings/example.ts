import { matrixOf } from '../../../math/matrix';
import type { ClusterRequest } from '../../types';

/** Sixty customers who look at shoes, at books or at both alike; some of each a hundred times as often as others. */
const directions = [0.1, 1.4, 0.75];

export const example: { readonly request: ClusterRequest; readonly truth: readonly number[] } = {
	request: {
		matrix: matrixOf(
			Array.from({ length: 60 }, (_, customer) => {
				const angle = directions[customer % 3] + 0.05 * Math.sin(customer);
				const activity = 10 ** (customer % 5 - 2);
				return [activity * Math.cos(angle), activity * Math.sin(angle)];
			}),
		),
		columnNames: ['shoesSeen', 'booksSeen'],
		clusters: { low: 2, high: 6 },
		sizeMin: 10,
		seed: 1,
	},
	truth: Array.from({ length: 60 }, (_, customer) => customer % 3),
};
