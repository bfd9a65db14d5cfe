import type { ClusterAlgorithm } from '../../types';
import { findMixture } from './findMixture';

/** Gaussian mixtures, their number and shape chosen by BIC. */
export const mixture = {
	id: 'mixture',
	label: 'Gaussian mixture',
	description: 'Groups of any size and stretch that may overlap, each customer with a probability',
	find: async (compute, request, options = {}) => await findMixture({ compute, request, options }),
} as const satisfies ClusterAlgorithm;
