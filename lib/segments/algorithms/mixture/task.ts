import type { TaskControl } from '../../../compute/types';
import { clusterMeans, partitionInertia } from '../../../math/clusterIndices';
import type { ClusterFit } from '../../clustering/findClusters';
import { assessCentred } from '../../clustering/quality/assessCentred';
import type { FitQuality } from '../../clustering/types';
import { divideBy } from './divideBy';
import { fitMixture } from './fitMixture';
import { readerOf } from './readerOf';
import type { AssessMixture, FitInput, TryInput } from './tasks';
import { tryMixture } from './tryMixture';
import type { Covariance, MixtureTrial } from './types';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

const shapes: Readonly<Record<Covariance, string>> = {
	full: 'each group with a shape of its own',
	tied: 'all groups with the same shape',
	diagonal: 'groups stretched along the features',
	spherical: 'round groups',
};

/** Below this the likelier of two groups is not much likelier. */
const SURE = 0.8;

export function fit({ matrix, options }: FitInput, control: TaskControl): ClusterFit {
	const { mixture, labels, sizes, probabilities, bic, icl, converged } = fitMixture(matrix, options, control);
	const unsure = probabilities.reduce((count, probability) => count + (probability < SURE ? 1 : 0), 0);
	return {
		reader: readerOf(mixture),
		labels,
		membership: probabilities,
		sizes,
		inertia: partitionInertia(matrix, labels, clusterMeans(matrix, labels, sizes)),
		notes: [
			`Described as ${shapes[mixture.covariance]}; BIC ${bic.toFixed(0)}, ICL ${icl.toFixed(0)} (lower is better).`,
			`${((100 * unsure) / matrix.rows).toFixed(1)} % of the customers belong to their group with a probability below ${100 * SURE} %.`,
			...(converged ? [] : ['The likelihood was still rising when the steps ended.']),
		],
	};
}

export function assess({ matrix, division, covariance, options }: AssessMixture, control: TaskControl): FitQuality {
	return assessCentred(matrix, division, { ...options, divide: divideBy(covariance), control });
}

export function tryOne({ data, k, seed }: TryInput, control: TaskControl): MixtureTrial | undefined {
	return tryMixture(data, { k, seed, control });
}
