import { squaredDistance } from '../../../math/distance';
import type { Matrix } from '../../../math/matrix';
import { rowOf } from '../../../math/rows';
import type { LabelledRows } from './types';

/** Times every radius is fitted again while the others stay; after three hardly anything changes. */
const PASSES = 3;
/** Rows farther than this many first radii are not looked at. */
const REACH = 2;

export interface Points {
	readonly matrix: Matrix;
	readonly clusters: readonly number[];
}

/** What one point reaches: rows, near ones first, and how far they are. */
interface Surroundings {
	readonly rows: Int32Array;
	readonly distances: Float64Array;
	/** How many of them lie within the radius. */
	within: number;
	radius: number;
}

/**
 * The radius of each point with which "in the cluster of a point that reaches me, else in none" says of most rows what
 * their label says: each radius in turn is set to what is best for the rows that no other point reaches. 0 within the
 * radius: the point is of no use. Takes points × rows numbers at most; give it a sample of the rows.
 */
export function fitRadii(rows: LabelledRows, points: Points): { readonly radii: number[]; readonly within: number[] } {
	const around = surroundingsOf(rows, points);
	const reachedBy = new Int32Array(rows.labels.length);
	for (const surroundings of around) count(surroundings, reachedBy, 1);
	for (let pass = 0; pass < PASSES; pass += 1) {
		around.forEach((surroundings, point) => {
			count(surroundings, reachedBy, -1);
			const worth = (row: number): number => {
				if (reachedBy[row] > 0) return 0;
				return rows.labels[row] === points.clusters[point] ? 1 : -1;
			};
			setRadius(surroundings, worth);
			count(surroundings, reachedBy, 1);
		});
	}
	return { radii: around.map(({ radius }) => radius), within: around.map(({ within }) => within) };
}

function count({ rows, within }: Surroundings, reachedBy: Int32Array, change: number): void {
	for (let at = 0; at < within; at += 1) reachedBy[rows[at]] += change;
}

/** Sets the radius that takes in the rows of the largest total worth; half way to the first row left out. */
function setRadius(surroundings: Surroundings, worth: (row: number) => number): void {
	const { rows, distances } = surroundings;
	let sum = 0;
	let best = 0;
	surroundings.within = 0;
	for (let at = 0; at < rows.length; at += 1) {
		sum += worth(rows[at]);
		// Rows at the same distance come in together.
		if (sum <= best || distances[at + 1] === distances[at]) continue;
		best = sum;
		surroundings.within = at + 1;
	}
	const { within } = surroundings;
	const last = within === 0 ? 0 : distances[within - 1];
	surroundings.radius = within < rows.length && within > 0 ? (last + distances[within]) / 2 : last * (1 + 1e-6);
}

/** First radii: each point is fitted to the rows to which it is the nearest. */
function surroundingsOf({ matrix, labels }: LabelledRows, points: Points): Surroundings[] {
	const { squares, nearest } = measureAll(matrix, points.matrix);
	const cells: number[][] = points.clusters.map(() => []);
	nearest.forEach((point, row) => cells[point].push(row));
	return cells.map((cell, point) => {
		const first = sorted(Int32Array.from(cell), squares[point]);
		setRadius(first, (row) => (labels[row] === points.clusters[point] ? 1 : -1));
		const reach = (REACH * first.radius) ** 2;
		const near = Int32Array.from(labels.keys()).filter((row) => squares[point][row] <= reach);
		const surroundings = sorted(near, squares[point]);
		const within = surroundings.distances.findIndex((distance) => distance > first.radius);
		return { ...surroundings, radius: first.radius, within: within < 0 ? near.length : within };
	});
}

/** Squared distance of every point to every row, and the nearest point of every row. */
function measureAll(matrix: Matrix, points: Matrix): { squares: Float32Array[]; nearest: Int32Array } {
	const nearest = new Int32Array(matrix.rows);
	const least = new Float32Array(matrix.rows).fill(Infinity);
	const squares = Array.from({ length: points.rows }, (_, point) => {
		const place = rowOf(points, point);
		const distances = new Float32Array(matrix.rows);
		for (let row = 0; row < matrix.rows; row += 1) {
			distances[row] = squaredDistance(place, rowOf(matrix, row));
			if (distances[row] >= least[row]) continue;
			least[row] = distances[row];
			nearest[row] = point;
		}
		return distances;
	});
	return { squares, nearest };
}

function sorted(rows: Int32Array, squares: Float32Array): Surroundings {
	const order = rows.sort((left, right) => squares[left] - squares[right]);
	return { rows: order, distances: Float64Array.from(order, (row) => Math.sqrt(squares[row])), within: 0, radius: 0 };
}
