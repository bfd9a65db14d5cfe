import type { TaskControl } from '../../../compute/types';
import { fitKmeans } from '../../clustering/centres/fitKmeans';
import type { KmeansFit } from '../../clustering/centres/types';
import { assessClusters } from '../../clustering/quality/assessClusters';
import type { TryInput } from '../../clustering/quality/tasks';
import { tryClusters } from '../../clustering/quality/tryClusters';
import type { ClusterTrial, FitQuality } from '../../clustering/types';
import { divideByKmeans } from './divideByKmeans';
import type { AssessInput, FitInput } from './tasks';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

export function fit({ matrix, options }: FitInput, control: TaskControl): KmeansFit {
	return fitKmeans(matrix, options, control);
}

export function assess({ matrix, division, options }: AssessInput, control: TaskControl): FitQuality {
	return assessClusters(matrix, division, { ...options, divide: divideByKmeans, control });
}

export function tryOne({ data, options }: TryInput, control: TaskControl): ClusterTrial | undefined {
	return tryClusters(data, { ...options, divide: divideByKmeans }, control);
}
