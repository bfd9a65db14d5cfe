import type { TaskControl } from '../../../compute/types';
import type { Matrix } from '../../../math/matrix';
import { assessFit, type AssessOptions } from './assessFit';
import { fitKmeans } from './fitKmeans';
import { drawChoiceData, tryClusters, type ChoiceData } from './tryClusters';
import type {
	ChooseOptions,
	ClusterTrial,
	FitQuality,
	KmeansFit,
	KmeansOptions,
} from './types';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

export interface FitInput {
	readonly matrix: Matrix;
	readonly options: KmeansOptions;
}

export function fit({ matrix, options }: FitInput, control: TaskControl): KmeansFit {
	return fitKmeans(matrix, options, control);
}

export interface AssessInput {
	readonly matrix: Matrix;
	readonly fit: Pick<KmeansFit, 'labels' | 'sizes'>;
	readonly options: AssessOptions;
}

export function assess(input: AssessInput, control: TaskControl): FitQuality {
	return assessFit(input.matrix, input.fit, { ...input.options, control });
}

export interface DrawInput {
	readonly matrix: Matrix;
	readonly options: ChooseOptions;
}

export function draw({ matrix, options }: DrawInput): ChoiceData {
	return drawChoiceData(matrix, options);
}

export interface TryInput {
	readonly data: ChoiceData;
	readonly options: ChooseOptions & { readonly k: number };
}

export function tryOne({ data, options }: TryInput, control: TaskControl): ClusterTrial | undefined {
	return tryClusters(data, options, control);
}
