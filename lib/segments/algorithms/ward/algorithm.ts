import { findClusters } from '../../clustering/findClusters';
import type { ClusterAlgorithm } from '../../types';
import { tasks } from './tasks';

/** Ward's hierarchical clustering (Ward 1963). */
export const ward = {
	id: 'ward',
	label: 'Hierarchy (Ward)',
	description: 'Joins the most alike customers step by step, so that small segments add up to large ones',
	find: async (compute, request, options = {}) => await findClusters(tasks, { compute, request, options }),
} as const satisfies ClusterAlgorithm;
