import { coordinatesOf } from '../../math/coordinates';
import type { Assignment } from '../assignment';
import { onGrid } from '../grid';
import type { FeatureValues, MixtureModel } from '../types';
import { constantOf, placeOf } from './logDensity';

/**
 * The component most likely to have made a customer, of equally likely ones the first; scored by its probability
 * among all components, in (0, 1].
 */
export function predict(model: MixtureModel, features: FeatureValues): Assignment & { readonly segment: string } {
	const point = coordinatesOf(model.preparation, features);
	const logs = model.means.map((_, component) => onGrid(logOf(model, component, point)));
	const highest = Math.max(...logs);
	const total = logs.reduce((sum, log) => sum + Math.exp(log - highest), 0);
	return { segment: model.segments[logs.indexOf(highest)], score: 1 / total };
}

function logOf({ weights, means, precisionFactors }: MixtureModel, component: number, point: readonly number[]): number {
	const dimensions = point.length;
	const factor = precisionFactors[component];
	let squares = 0;
	for (let column = 0; column < dimensions; column += 1) {
		let sum = 0;
		for (let row = 0; row <= column; row += 1) {
			sum += (point[row] - means[component][row]) * factor[placeOf(row, column, dimensions)];
		}
		squares += sum * sum;
	}
	return constantOf(weights[component], factor, dimensions) - 0.5 * squares;
}
