import type { Task } from '../../../compute/types';
import type { Matrix } from '../../../math/matrix';
import type { AssessInput, ClusterFit } from '../../clustering/findClusters';
import type { ChoiceData, FitQuality } from '../../clustering/types';
import type { Covariance, MixtureOptions, MixtureTrial } from './types';

const file = 'segments/algorithms/mixture/task';

export interface FitInput {
	readonly matrix: Matrix;
	readonly options: MixtureOptions;
}

/** `fitMixture` in a worker thread. Give it a matrix in shared memory, or it is copied on the main thread. */
export const fitTask: Task<FitInput, ClusterFit> = { file, name: 'fit' };

export type AssessMixture = AssessInput & { readonly covariance: Covariance };

export const assessTask: Task<AssessMixture, FitQuality> = { file, name: 'assess' };

export interface TryInput {
	readonly data: ChoiceData;
	readonly k: number;
	readonly seed: number | string;
}

/** `tryMixture` in a worker thread. */
export const tryTask: Task<TryInput, MixtureTrial | undefined> = { file, name: 'tryOne' };
