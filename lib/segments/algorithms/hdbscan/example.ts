import { matrixOf } from '../../../math/matrix';
import type { ClusterRequest } from '../../types';

/** Customers in two rings of visits and orders, one inside the other, and a much denser spot of heavy buyers far away. */
const RING = 150;

function placeOf(customer: number): readonly [number, number] {
	const turn = (2 * Math.PI * Math.floor(customer / 3)) / RING;
	const group = customer % 3;
	if (group === 0) return [Math.cos(turn), Math.sin(turn)];
	if (group === 1) return [3 * Math.cos(turn), 3 * Math.sin(turn)];
	return [8 + 0.2 * Math.cos(turn), 0.2 * Math.sin(turn)];
}

export const example: { readonly request: ClusterRequest; readonly truth: readonly number[] } = {
	request: {
		matrix: matrixOf(Array.from({ length: 3 * RING }, (_, customer) => placeOf(customer))),
		columnNames: ['sessionsLast90Days', 'ordersLast90Days'],
		clusters: { low: 2, high: 6 },
		sizeMin: 20,
		seed: 1,
	},
	truth: Array.from({ length: 3 * RING }, (_, customer) => customer % 3),
};
