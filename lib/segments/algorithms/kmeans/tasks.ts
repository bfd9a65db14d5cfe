import type { Task } from '../../../compute/types';
import type { AssessInput, DrawInput, FitInput, TryInput } from './task';
import type { ChoiceData } from './tryClusters';
import type { ClusterTrial, FitQuality, KmeansFit } from './types';

const file = 'segments/algorithms/kmeans/task';

/** `fitKmeans` in a worker thread. Give it a matrix in shared memory, or it is copied on the main thread. */
export const fitKmeansTask: Task<FitInput, KmeansFit> = { file, name: 'fit' };

/** `assessFit` in a worker thread. */
export const assessFitTask: Task<AssessInput, FitQuality> = { file, name: 'assess' };

/** `drawChoiceData` in a worker thread. */
export const drawChoiceDataTask: Task<DrawInput, ChoiceData> = { file, name: 'draw' };

/** `tryClusters` in a worker thread. */
export const tryClustersTask: Task<TryInput, ClusterTrial | undefined> = { file, name: 'tryOne' };
