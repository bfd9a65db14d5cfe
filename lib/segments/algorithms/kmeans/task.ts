import type { TaskControl } from '../../../compute/types';
import { rowsOf } from '../../../math/rows';
import { fitKmeans } from '../../clustering/centres/fitKmeans';
import type { AssessInput, ClusterFit, FitInput } from '../../clustering/findClusters';
import { assessCentred } from '../../clustering/quality/assessCentred';
import type { TryInput } from '../../clustering/quality/tasks';
import { tryClusters } from '../../clustering/quality/tryClusters';
import type { ClusterTrial, FitQuality } from '../../clustering/types';
import { divideByKmeans } from './divideByKmeans';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

export function fit({ matrix, options }: FitInput, control: TaskControl): ClusterFit {
	const { centres, labels, sizes, inertia } = fitKmeans(matrix, options, control);
	return { reader: { kind: 'nearestCentre', centres: rowsOf(centres) }, labels, sizes, inertia, notes: [] };
}

export function assess({ matrix, division, options }: AssessInput, control: TaskControl): FitQuality {
	return assessCentred(matrix, division, { ...options, divide: divideByKmeans, control });
}

export function tryOne({ data, options }: TryInput, control: TaskControl): ClusterTrial | undefined {
	return tryClusters(data, { ...options, divide: divideByKmeans }, control);
}
