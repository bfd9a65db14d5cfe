import { coordinatesOf } from '../../math/coordinates';
import type { Assignment } from '../assignment';
import type { CorePointsModel, FeatureValues } from '../types';
import { distanceOf, pointOf, rankOf, rankOfRadius } from './rank';

/** The group of the nearest typical member that reaches the customer, scored by the distance to it; none where none does. */
export function predict(model: CorePointsModel, features: FeatureValues): Assignment {
	const place = coordinatesOf(model.preparation, features);
	let least = Infinity;
	model.points.forEach((point, index) => {
		const rank = rankOf(squaredDistance(place, point), index);
		if (rank < least && rank <= rankOfRadius(model.radii[index])) least = rank;
	});
	if (least === Infinity) return { segment: null, score: null };
	return { segment: model.segments[model.clusters[pointOf(least)]], score: distanceOf(least) };
}

function squaredDistance(place: readonly number[], point: readonly number[]): number {
	let sum = 0;
	place.forEach((value, column) => {
		const difference = value - point[column];
		sum += difference * difference;
	});
	return sum;
}
