import type { Task, TaskControl } from '../compute/types';
import { coordinatesMatrix } from '../math/coordinates';
import { fitPreparation, type FeatureColumn } from '../math/fitPreparation';
import type { Matrix } from '../math/matrix';
import { prepareMatrix } from '../math/prepareMatrix';
import { selectFeatures, type SelectedFeatures } from './selectFeatures';

export interface PreparedFeatures extends SelectedFeatures {
	/** Customers × kept features, in shared memory. */
	readonly matrix: Matrix;
	/** Where customers lie for an algorithm; the same matrix while the preparation has no components. */
	readonly coordinates: Matrix;
}

/** `prepareFeatures` in a worker thread: quantiles of many customers take seconds. */
export const prepareFeaturesTask: Task<readonly FeatureColumn[], PreparedFeatures> = {
	file: 'segments/prepareFeatures',
	name: 'prepareFeatures',
};

/** Makes features comparable, sets aside those that tell nothing or say the same, and applies the rest. */
export function prepareFeatures(
	columns: readonly FeatureColumn[],
	control?: TaskControl,
): PreparedFeatures {
	const fitted = fitPreparation(columns);
	control?.progress(0.5, `${columns.length} features made comparable`);
	const { preparation, leftOut } = selectFeatures(fitted, columns);
	const matrix = prepareMatrix(preparation, columns);
	return { preparation, leftOut, matrix, coordinates: coordinatesMatrix(preparation, matrix) };
}
