import type { Task } from '../compute/types';
import { seededRandom } from '../core/random';
import { coordinatesMatrix } from '../math/coordinates';
import { principalComponents } from '../math/principalComponents';
import { sampleRows, takeRows } from '../math/rows';
import type { PreparedFeatures } from './prepareFeatures';

/** Rows the components are learnt from. */
const COMPONENT_ROWS = 20_000;

export interface ProjectInput {
	readonly prepared: PreparedFeatures;
	/** Coordinates at most. */
	readonly most: number;
	readonly seed: number;
}

/** `projectFeatures` in a worker thread. */
export const projectFeaturesTask: Task<ProjectInput, PreparedFeatures> = {
	file: 'segments/projectFeatures',
	name: 'projectFeatures',
};

/**
 * The same customers on the first principal components of their features, as many as an algorithm bears; unchanged when it
 * bears them all. The directions become part of the preparation, so that the model reads as SQL as before.
 */
export function projectFeatures({ prepared, most, seed }: ProjectInput): PreparedFeatures {
	const { matrix, preparation } = prepared;
	if (matrix.columns <= most) return prepared;
	const rows = sampleRows(matrix.rows, COMPONENT_ROWS, seededRandom(seed).fork('components'));
	const { directions } = principalComponents(takeRows(matrix, rows));
	const projected = { ...preparation, components: directions.slice(0, most).map((direction) => [...direction]) };
	return { ...prepared, preparation: projected, coordinates: coordinatesMatrix(projected, matrix) };
}
