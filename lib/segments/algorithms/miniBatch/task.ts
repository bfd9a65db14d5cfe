import type { TaskControl } from '../../../compute/types';
import { rowsOf } from '../../../math/rows';
import type { AssessInput, ClusterFit, FitInput } from '../../clustering/findClusters';
import { assessCentred } from '../../clustering/quality/assessCentred';
import type { TryInput } from '../../clustering/quality/tasks';
import { tryClusters } from '../../clustering/quality/tryClusters';
import type { ClusterTrial, Divide, FitQuality } from '../../clustering/types';
import { fitMiniBatch } from './fitMiniBatch';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

const divideByBatches: Divide = (points, { k, seed, restarts }) => {
	const { labels, centres } = fitMiniBatch(points, { k, seed, restarts });
	return { labels, clusters: centres.rows };
};

export function fit({ matrix, options }: FitInput, control: TaskControl): ClusterFit {
	const { centres, labels, sizes, inertia, iterations } = fitMiniBatch(matrix, options, control);
	const notes = [`Found from ${iterations} batches of customers, then everybody was put to the nearest centre.`];
	return { reader: { kind: 'nearestCentre', centres: rowsOf(centres) }, labels, sizes, inertia, notes };
}

export function assess({ matrix, division, options }: AssessInput, control: TaskControl): FitQuality {
	return assessCentred(matrix, division, { ...options, divide: divideByBatches, control });
}

export function tryOne({ data, options }: TryInput, control: TaskControl): ClusterTrial | undefined {
	return tryClusters(data, { ...options, divide: divideByBatches }, control);
}
