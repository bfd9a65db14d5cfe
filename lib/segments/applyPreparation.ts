import type { Task } from '../compute/types';
import type { FeatureColumn } from '../math/fitPreparation';
import type { Matrix } from '../math/matrix';
import type { Preparation } from '../math/preparation';
import { prepareMatrix } from '../math/prepareMatrix';

export interface ApplyInput {
	readonly preparation: Preparation;
	readonly columns: readonly FeatureColumn[];
}

/** `applyPreparation` in a worker thread. */
export const applyPreparationTask: Task<ApplyInput, Matrix> = {
	file: 'segments/applyPreparation',
	name: 'applyPreparation',
};

/** Features of other customers, or of another day, made comparable as they were when a model was learnt. */
export function applyPreparation({ preparation, columns }: ApplyInput): Matrix {
	return prepareMatrix(preparation, columns);
}
