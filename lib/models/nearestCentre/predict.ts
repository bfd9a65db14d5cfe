import { prepareRow } from '../../math/prepareMatrix';
import type { FeatureValues, NearestCentreModel } from '../types';
import { GRID } from './grid';

export interface NearestSegment {
	readonly segment: string;
	/** Euclidean distance in prepared units. */
	readonly distance: number;
}

/** The segment whose centre is nearest to one customer; of equally near ones the first. */
export function predict(model: NearestCentreModel, features: FeatureValues): NearestSegment {
	const prepared = prepareRow(model.preparation, features);
	let nearest = 0;
	let least = Infinity;
	model.centres.forEach((centre, index) => {
		const squared = squaredDistance(prepared, centre);
		if (squared >= least) return;
		nearest = index;
		least = squared;
	});
	return { segment: model.segments[nearest], distance: Math.sqrt(least) };
}

function squaredDistance(prepared: readonly number[], centre: readonly number[]): number {
	let sum = 0;
	prepared.forEach((value, column) => {
		const difference = value - centre[column];
		sum += difference * difference;
	});
	return Math.floor(sum * GRID + 0.5) / GRID;
}
