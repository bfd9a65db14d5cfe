import type { Task } from '../compute/types';
import { seededRandom } from '../core/random';
import { coordinatesMatrix } from '../math/coordinates';
import { principalComponents } from '../math/principalComponents';
import { sampleRows, takeRows } from '../math/rows';
import type { PreparedFeatures } from './prepareFeatures';

/** Above this many features distances of all customers are nearly the same, and dense is no different from sparse. */
export const DENSE_COLUMNS_MAX = 20;
/** Fewer merge small groups with large ones (docs/decisions/0027-dense-groups.md). */
const COMPONENTS_MAX = 20;
const EXPLAINED_ENOUGH = 0.9;
/** Rows the components are learnt from. */
const AXIS_ROWS = 20_000;

export interface ProjectInput {
	readonly prepared: PreparedFeatures;
	readonly seed: number;
}

export interface ProjectedFeatures {
	readonly prepared: PreparedFeatures;
	/** Share of the variance of all features that is left. */
	readonly explained: number;
}

/** `projectFeatures` in a worker thread. */
export const projectFeaturesTask: Task<ProjectInput, ProjectedFeatures> = {
	file: 'segments/projectFeatures',
	name: 'projectFeatures',
};

/** The same customers along the first principal components of their prepared features: nine tenths of the variance, twenty of them at most. */
export function projectFeatures({ prepared, seed }: ProjectInput): ProjectedFeatures {
	const { matrix } = prepared;
	const rows = sampleRows(matrix.rows, AXIS_ROWS, seededRandom(`components/${seed}`));
	const { directions, variances } = principalComponents(takeRows(matrix, rows));
	const total = variances.reduce((sum, variance) => sum + variance, 0);
	let explained = 0;
	let count = 0;
	while (count < Math.min(COMPONENTS_MAX, directions.length) && explained < EXPLAINED_ENOUGH * total) {
		explained += variances[count];
		count += 1;
	}
	const components = directions.slice(0, count).map((direction) => [...direction]);
	const preparation = { ...prepared.preparation, components };
	return {
		prepared: { ...prepared, preparation, coordinates: coordinatesMatrix(preparation, matrix) },
		explained: total > 0 ? explained / total : 0,
	};
}
