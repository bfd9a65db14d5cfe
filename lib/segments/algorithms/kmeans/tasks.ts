import type { Task } from '../../../compute/types';
import type { Matrix } from '../../../math/matrix';
import type { KmeansFit, KmeansOptions } from '../../clustering/centres/types';
import type { AssessOptions, Division, FitQuality } from '../../clustering/types';
import type { TryTask } from '../../clustering/quality/tasks';

const file = 'segments/algorithms/kmeans/task';

export interface FitInput {
	readonly matrix: Matrix;
	readonly options: KmeansOptions;
}

/** `fitKmeans` in a worker thread. Give it a matrix in shared memory, or it is copied on the main thread. */
export const fitKmeansTask: Task<FitInput, KmeansFit> = { file, name: 'fit' };

export interface AssessInput {
	readonly matrix: Matrix;
	readonly division: Division;
	readonly options: AssessOptions;
}

/** `assessClusters` in a worker thread. */
export const assessFitTask: Task<AssessInput, FitQuality> = { file, name: 'assess' };

/** `tryClusters` in a worker thread. */
export const tryClustersTask: TryTask = { file, name: 'tryOne' };
