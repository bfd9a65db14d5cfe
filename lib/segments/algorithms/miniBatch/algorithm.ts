import { findClusters } from '../../clustering/findClusters';
import type { ClusterAlgorithm } from '../../types';
import { tasks } from './tasks';

/** Mini-batch k-means (Sculley 2010). */
export const miniBatch = {
	id: 'miniBatch',
	label: 'Mini-batch k-means',
	description: 'K-means from small batches of customers: a little less tight, for when time is short and customers are many',
	find: async (compute, request, options = {}) => await findClusters(tasks, { compute, request, options }),
} as const satisfies ClusterAlgorithm;
