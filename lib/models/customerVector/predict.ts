import { prepareRow } from '../../math/prepareMatrix';
import type { CustomerVectorModel, CustomerVectorText, FeatureValues } from '../types';

/** Below it, a part has no direction. */
export const LENGTH_MIN = 1e-9;

/** The vector of a customer; `text` is the mean vector of what the customer wrote, null for one who wrote nothing. */
export function predict(model: CustomerVectorModel, features: FeatureValues, text: readonly number[] | null): number[] {
	const behaviour = ofLength(prepareRow(model.preparation, features), Math.sqrt(1 - model.textShare));
	if (model.text === null) return behaviour;
	return [...behaviour, ...ofLength(alongDirections(model.text, text), Math.sqrt(model.textShare))];
}

function alongDirections({ mean, directions }: CustomerVectorText, text: readonly number[] | null): number[] {
	return directions.map((direction) =>
		text === null ? 0 : direction.reduce((sum, value, at) => sum + value * (text[at] - mean[at]), 0),
	);
}

function ofLength(part: readonly number[], wanted: number): number[] {
	const length = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
	return part.map((value) => (length < LENGTH_MIN ? 0 : (value / length) * wanted));
}
