import type { CentreSums, KmeansKernel, Nearest } from '../../../compute/kernels/kmeansKernel';
import type { Matrix } from '../../../math/matrix';
import { rowOf } from '../../../math/rows';
import { unitRows } from '../../../math/unitRows';

export interface Refinement {
	readonly centres: Matrix;
	/** The nearest of `centres` for each row; a centre may have none. */
	readonly labels: Int32Array;
	readonly inertia: number;
	readonly iterations: number;
	readonly converged: boolean;
}

export interface RefineOptions {
	readonly iterationsMax: number;
	/** Total squared movement of the centres that counts as rest. */
	readonly shiftMax: number;
	/** With 'cosine' each mean is scaled to length 1. */
	readonly metric?: 'euclidean' | 'cosine';
}

/** Lloyd's algorithm: assign each row to its nearest centre, move each centre to the mean of its rows. */
export function refineCentres(
	kernel: KmeansKernel,
	points: Matrix,
	run: RefineOptions & { readonly start: Matrix },
): Refinement {
	let centres = run.start;
	const state = stateOf(points, centres);
	const before = new Int32Array(points.rows).fill(-1);
	for (let iteration = 1; iteration <= run.iterationsMax; iteration += 1) {
		const inertia = kernel.stepKmeans(points, centres, state);
		if (sameLabels(before, state.labels)) {
			return { centres, labels: state.labels, inertia, iterations: iteration, converged: true };
		}
		before.set(state.labels);
		fillEmpty(points, state);
		const means = meansOf(state, centres);
		const moved = run.metric === 'cosine' ? unitRows(means) : means;
		const shift = shiftOf(centres, moved);
		centres = moved;
		if (shift <= run.shiftMax) return settle(kernel, points, { centres, iteration, converged: true });
	}
	return settle(kernel, points, { centres, iteration: run.iterationsMax, converged: false });
}

/** Labels that belong to the centres as they are returned. */
function settle(
	kernel: KmeansKernel,
	points: Matrix,
	end: { readonly centres: Matrix; readonly iteration: number; readonly converged: boolean },
): Refinement {
	const nearest = stateOf(points, end.centres);
	const inertia = kernel.nearestCentres(points, end.centres, nearest);
	const { centres, iteration: iterations, converged } = end;
	return { centres, labels: nearest.labels, inertia, iterations, converged };
}

function stateOf(points: Matrix, centres: Matrix): Nearest & CentreSums {
	return {
		labels: new Int32Array(points.rows),
		distances: new Float32Array(points.rows),
		sums: new Float64Array(centres.rows * centres.columns),
		counts: new Int32Array(centres.rows),
	};
}

function sameLabels(before: Int32Array, after: Int32Array): boolean {
	for (let row = 0; row < after.length; row += 1) if (before[row] !== after[row]) return false;
	return true;
}

/**
 * Gives each centre without rows the row that is farthest from its own centre. Without effect when all rows
 * lie on their centres: there are fewer different rows than centres.
 */
function fillEmpty(points: Matrix, { labels, distances, sums, counts }: Nearest & CentreSums): void {
	for (let empty = 0; empty < counts.length; empty += 1) {
		if (counts[empty] > 0) continue;
		const row = farthestRow(labels, distances, counts);
		if (row < 0) return;
		const from = labels[row];
		rowOf(points, row).forEach((value, column) => {
			sums[from * points.columns + column] -= value;
			sums[empty * points.columns + column] = value;
		});
		counts[from] -= 1;
		counts[empty] = 1;
		distances[row] = 0;
	}
}

/** Of the rows that do not leave their centre empty; −1 when all are on their centres. */
function farthestRow(labels: Int32Array, distances: Float32Array, counts: Int32Array): number {
	let farthest = -1;
	let distance = 0;
	for (let row = 0; row < labels.length; row += 1) {
		if (distances[row] <= distance || counts[labels[row]] <= 1) continue;
		farthest = row;
		distance = distances[row];
	}
	return farthest;
}

/** The mean of the rows of each centre; a centre without rows stays. */
function meansOf({ sums, counts }: CentreSums, centres: Matrix): Matrix {
	const { columns } = centres;
	const values = Float32Array.from(centres.values);
	for (let centre = 0; centre < counts.length; centre += 1) {
		if (counts[centre] === 0) continue;
		for (let at = centre * columns; at < (centre + 1) * columns; at += 1) values[at] = sums[at] / counts[centre];
	}
	return { ...centres, values };
}

function shiftOf(before: Matrix, after: Matrix): number {
	let shift = 0;
	for (let at = 0; at < after.values.length; at += 1) shift += (after.values[at] - before.values[at]) ** 2;
	return shift;
}
