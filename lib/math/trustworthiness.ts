import { invariant } from '../core/invariant';
import { squaredDistance } from './distance';
import type { Matrix } from './matrix';
import { rowOf } from './rows';

/**
 * How far neighbours on a map are neighbours in truth, 0 … 1 (Venna & Kaski 2001): rows among the `neighbours` nearest on
 * the map that are not among them in the original are counted by how far down that list they stand. Quadratic, and a
 * sort a row: give it a sample of at most a few thousand rows.
 */
export function trustworthiness(original: Matrix, map: Matrix, neighbours: number): number {
	const { rows } = original;
	invariant(rows === map.rows, `a map of ${map.rows} rows does not show ${rows}`);
	invariant(neighbours >= 1 && neighbours < rows / 2, `${neighbours} neighbours of ${rows} rows: fewer than half are needed`);
	let penalty = 0;
	for (let row = 0; row < rows; row += 1) {
		const ranks = ranksAround(original, row);
		const near = orderAround(map, row).subarray(0, neighbours);
		for (const other of near) penalty += Math.max(0, ranks[other] - neighbours);
	}
	return 1 - (2 / (rows * neighbours * (2 * rows - 3 * neighbours - 1))) * penalty;
}

/** Place of every row among the others, by distance: 1 for the nearest. */
function ranksAround(matrix: Matrix, row: number): Int32Array {
	const ranks = new Int32Array(matrix.rows);
	orderAround(matrix, row).forEach((other, place) => (ranks[other] = place + 1));
	return ranks;
}

/** All other rows, near ones first; of equals the one that comes first. */
function orderAround(matrix: Matrix, row: number): Int32Array {
	const place = rowOf(matrix, row);
	const distances = Float64Array.from({ length: matrix.rows }, (_, other) => squaredDistance(place, rowOf(matrix, other)));
	const others = Int32Array.from({ length: matrix.rows - 1 }, (_, at) => (at < row ? at : at + 1));
	return others.sort((left, right) => distances[left] - distances[right] || left - right);
}
