import { findDense } from '../../clustering/density/findDense';
import type { ClusterAlgorithm } from '../../types';
import { tasks } from './tasks';

/** DBSCAN with the radius read from the data; the reasons stand in docs/decisions/0027-dense-groups.md. */
export const dbscan = {
	id: 'dbscan',
	label: 'DBSCAN',
	description: 'Groups of any shape that are equally dense, and outliers in none; finds how many there are by itself',
	findsNumber: true,
	find: async (compute, request, options = {}) => await findDense(tasks, { compute, request, options }),
} as const satisfies ClusterAlgorithm;
