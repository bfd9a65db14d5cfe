import { findDense } from '../../clustering/density/findDense';
import type { ClusterAlgorithm } from '../../types';
import { tasks } from './tasks';

/** HDBSCAN; the reasons stand in docs/decisions/0027-dense-groups.md. */
export const hdbscan = {
	id: 'hdbscan',
	label: 'HDBSCAN',
	description: 'Dense groups of any shape and density, small ones too, and outliers in none; finds how many there are by itself',
	findsNumber: true,
	find: async (compute, request, options = {}) => await findDense(tasks, { compute, request, options }),
} as const satisfies ClusterAlgorithm;
