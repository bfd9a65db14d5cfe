import type { Task } from '../../../compute/types';
import type { Matrix } from '../../../math/matrix';
import type { ChoiceData, ChooseOptions, ClusterTrial } from '../types';

export interface DrawInput {
	readonly matrix: Matrix;
	readonly options: ChooseOptions;
}

/** What all tries of an algorithm share, drawn in a worker thread. */
export type DrawTask = Task<DrawInput, ChoiceData>;

/** `drawChoiceData` in a worker thread. */
export const drawChoiceDataTask: DrawTask = {
	file: 'segments/clustering/quality/task',
	name: 'draw',
};

export interface TryInput {
	readonly data: ChoiceData;
	readonly options: ChooseOptions & { readonly k: number };
}

/** `tryClusters` in a worker thread, by one algorithm; undefined where the sample cannot be divided so. */
export type TryTask = Task<TryInput, ClusterTrial | undefined>;
