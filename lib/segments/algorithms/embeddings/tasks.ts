import type { Task } from '../../../compute/types';
import type { Matrix } from '../../../math/matrix';
import type { ClusterTasks } from '../../clustering/findClusters';

const file = 'segments/algorithms/embeddings/task';

export interface RowsInput {
	readonly matrix: Matrix;
	readonly columnNames: readonly string[];
}

/** Rows of length 1 in shared memory, after checking that they are numbers. */
export const unitRowsTask: Task<RowsInput, Matrix> = { file, name: 'unit' };

/** All of them take rows of length 1. */
export const tasks: ClusterTasks = {
	fit: { file, name: 'fit' },
	assess: { file, name: 'assess' },
	tryOne: { file, name: 'tryOne' },
	draw: { file, name: 'draw' },
};
