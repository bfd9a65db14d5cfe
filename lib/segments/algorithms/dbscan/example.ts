import { matrixOf } from '../../../math/matrix';
import type { ClusterRequest } from '../../types';

/** Customers on two arcs of visits and orders that bend around each other, and a third line apart from both. */
const ARC = 60;

function placeOf(customer: number): readonly [number, number] {
	const turn = (Math.PI * Math.floor(customer / 3)) / ARC;
	const group = customer % 3;
	const shiver = 0.03 * Math.sin(7 * customer);
	if (group === 0) return [Math.cos(turn), Math.sin(turn) + shiver];
	if (group === 1) return [1 - Math.cos(turn), 0.4 - Math.sin(turn) + shiver];
	return [turn - 0.5, 3 + shiver];
}

export const example: { readonly request: ClusterRequest; readonly truth: readonly number[] } = {
	request: {
		matrix: matrixOf(Array.from({ length: 3 * ARC }, (_, customer) => placeOf(customer))),
		columnNames: ['sessionsLast90Days', 'ordersLast90Days'],
		clusters: { low: 2, high: 6 },
		sizeMin: 20,
		seed: 1,
	},
	truth: Array.from({ length: 3 * ARC }, (_, customer) => customer % 3),
};
