import type { ClusterTasks } from '../../clustering/findClusters';

const file = 'segments/algorithms/miniBatch/task';

/** Give them a matrix in shared memory, or it is copied on the main thread. */
export const tasks: ClusterTasks = {
	fit: { file, name: 'fit' },
	assess: { file, name: 'assess' },
	tryOne: { file, name: 'tryOne' },
};
