import type { DenseTasks } from '../../clustering/density/findDense';

const file = 'segments/algorithms/dbscan/task';

/** Give them a matrix in shared memory, or it is copied on the main thread. */
export const tasks: DenseTasks = { fit: { file, name: 'fit' }, assess: { file, name: 'assess' } };
