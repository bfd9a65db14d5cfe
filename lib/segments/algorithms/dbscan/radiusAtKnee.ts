import { distancesToNth } from '../../../compute/neighbours/distancesToNth';
import { kneedle } from '../../../math/kneedle';
import type { Matrix } from '../../../math/matrix';

/** Rows whose distances make the curve. */
const CURVE_ROWS = 4096;
/** Where the curve has no bend, this share of the customers shall have enough others near. */
const SHARE_WITHOUT_KNEE = 0.9;

export interface Radius {
	readonly radius: number;
	/** Whether the curve of distances bends there; else the radius is a convention. */
	readonly atKnee: boolean;
}

/**
 * The radius for DBSCAN: where the rising curve of distances to the (pointsMin − 1)-th nearest other row bends (Kneedle,
 * convex, S = 1), which is where the last customers with company end and the lone ones begin. A point counts itself.
 */
export function radiusAtKnee(matrix: Matrix, pointsMin: number): Radius {
	const distances = [...distancesToNth(matrix, Math.max(1, pointsMin - 1), CURVE_ROWS)].filter((distance) => distance < Infinity);
	const knee = kneedle([...distances.keys()], distances, { curve: 'convex', direction: 'increasing' });
	const radius = knee === undefined ? 0 : distances[knee];
	if (radius > 0) return { radius, atKnee: true };
	const least = distances[Math.floor(SHARE_WITHOUT_KNEE * (distances.length - 1))] ?? 0;
	const next = distances.find((distance) => distance >= least && distance > 0);
	return { radius: next ?? 1, atKnee: false };
}

/** Rows that make a dense place: twice the columns (Sander, Ester, Kriegel & Xu 1998), at least 5. */
export function pointsMinFor(columns: number): number {
	return Math.max(5, 2 * columns);
}
