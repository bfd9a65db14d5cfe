import { shareMatrix } from '../../../math/sharedMatrix';
import { findClusters } from '../../clustering/findClusters';
import type { ClusterAlgorithm } from '../../types';
import { tasks, unitRowsTask } from './tasks';

/** Spherical k-means (Dhillon & Modha 2001): customers are compared by direction, whatever their length. */
export const embeddings = {
	id: 'embeddings',
	label: 'Embedding clusters',
	description:
		'Groups with the same mix of interests, however active they are: for text embeddings and shares, compared by cosine',
	find: async (compute, request, options = {}) => {
		const given = { matrix: shareMatrix(request.matrix), columnNames: request.columnNames };
		const matrix = await compute.run(unitRowsTask, given, options);
		return await findClusters(tasks, { compute, request: { ...request, matrix }, options });
	},
} as const satisfies ClusterAlgorithm;
