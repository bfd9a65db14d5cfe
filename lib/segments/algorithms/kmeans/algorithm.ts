import { findClusters } from '../../clustering/findClusters';
import type { ClusterAlgorithm } from '../../types';
import { tasks } from './tasks';

/** K-means with the number of clusters chosen against chance; see docs/decisions/0013-number-of-segments.md. */
export const kmeans = {
	id: 'kmeans',
	label: 'K-means',
	description: 'Round groups of similar size around typical customers: fast, for any number of customers',
	find: async (compute, request, options = {}) => await findClusters(tasks, { compute, request, options }),
} as const satisfies ClusterAlgorithm;
