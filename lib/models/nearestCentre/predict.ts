import { coordinatesOf, unitLength } from '../../math/coordinates';
import type { Assignment } from '../assignment';
import { onGrid } from '../grid';
import type { FeatureValues, NearestCentreModel } from '../types';

/** The segment whose centre is nearest to one customer, of equally near ones the first; scored by the distance to it. */
export function predict(model: NearestCentreModel, features: FeatureValues): Assignment & { readonly segment: string } {
	const place = coordinatesOf(model.preparation, features);
	const point = model.metric === 'cosine' ? unitLength(place) : place;
	let nearest = 0;
	let least = Infinity;
	model.centres.forEach((centre, index) => {
		const squared = onGrid(squaredDistance(point, centre));
		if (squared >= least) return;
		nearest = index;
		least = squared;
	});
	return { segment: model.segments[nearest], score: Math.sqrt(least) };
}

function squaredDistance(point: readonly number[], centre: readonly number[]): number {
	let sum = 0;
	point.forEach((value, column) => {
		const difference = value - centre[column];
		sum += difference * difference;
	});
	return sum;
}
