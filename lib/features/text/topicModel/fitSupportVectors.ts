import type { Random } from '../../../core/random';
import type { SparseRows } from './types';

export interface SeparateRequest {
	readonly rows: SparseRows;
	readonly terms: number;
	/** 1 for rows of the topic, −1 for all others. */
	readonly signs: Int8Array;
	readonly random: Random;
}

/** Weight of the errors beside that of the weights (C of LIBLINEAR); texts have length 1, so 1 suits them. */
const COST = 1;

const PASSES_MAX = 60;

/** Largest projected gradient at which a topic is separated well enough. */
const TOLERANCE = 0.05;

/** Diagonal that the squared loss adds to the dual problem. */
const DIAGONAL = 0.5 / COST;

/** What changes while one topic is learnt. */
interface Solution {
	/** One a term, and the intercept. */
	readonly weights: Float64Array;
	readonly duals: Float64Array;
	/** Squared length of each row, with the intercept's 1 and the diagonal. */
	readonly lengths: Float64Array;
	/** Rows still looked at stand before `active`. */
	readonly order: Uint32Array;
	active: number;
}

/**
 * Weights that separate one topic's texts from all others: a linear support vector machine with squared loss, by dual
 * coordinate descent with shrinking (Hsieh, Chang, Lin, Keerthi & Sundararajan 2008, algorithm 3). Seeded.
 */
export function fitSupportVectors({ rows, terms, signs, random }: SeparateRequest): Float64Array {
	const solution: Solution = {
		weights: new Float64Array(terms + 1),
		duals: new Float64Array(rows.rows),
		lengths: lengthsOf(rows),
		order: Uint32Array.from({ length: rows.rows }, (_, row) => row),
		active: rows.rows,
	};
	let shrinkAbove = Infinity;
	for (let pass = 0; pass < PASSES_MAX; pass += 1) {
		shuffle(solution, random);
		const { largest, highest } = passOver({ rows, signs }, solution, shrinkAbove);
		if (largest >= TOLERANCE) {
			shrinkAbove = highest <= 0 ? Infinity : highest;
		} else {
			if (solution.active === rows.rows) break;
			solution.active = rows.rows;
			shrinkAbove = Infinity;
		}
	}
	return solution.weights;
}

function lengthsOf({ rows, starts, weights }: SparseRows): Float64Array {
	return Float64Array.from({ length: rows }, (_, row) => {
		let sum = 1 + DIAGONAL;
		for (let at = starts[row]; at < starts[row + 1]; at += 1) sum += weights[at] * weights[at];
		return sum;
	});
}

function shuffle({ order, active }: Solution, random: Random): void {
	for (let place = 0; place < active; place += 1) swap(order, place, place + random.integer(active - place));
}

function swap(order: Uint32Array, left: number, right: number): void {
	const kept = order[left];
	order[left] = order[right];
	order[right] = kept;
}

/** One step for each row that is looked at; rows far on the right side are set aside. */
function passOver(problem: Pick<SeparateRequest, 'rows' | 'signs'>, solution: Solution, shrinkAbove: number) {
	const { order, duals } = solution;
	let largest = 0;
	let highest = -Infinity;
	for (let place = 0; place < solution.active; place += 1) {
		const row = order[place];
		const gradient = gradientOf(problem, solution, row);
		if (duals[row] === 0 && gradient > shrinkAbove) {
			solution.active -= 1;
			swap(order, place, solution.active);
			place -= 1;
			continue;
		}
		const projected = duals[row] === 0 ? Math.min(0, gradient) : gradient;
		highest = Math.max(highest, projected);
		largest = Math.max(largest, Math.abs(projected));
		if (projected !== 0) step(problem, solution, { row, gradient });
	}
	return { largest, highest };
}

function gradientOf({ rows, signs }: Pick<SeparateRequest, 'rows' | 'signs'>, { weights, duals }: Solution, row: number): number {
	let margin = weights[weights.length - 1];
	for (let at = rows.starts[row]; at < rows.starts[row + 1]; at += 1) margin += weights[rows.terms[at]] * rows.weights[at];
	return signs[row] * margin - 1 + duals[row] * DIAGONAL;
}

function step(
	{ rows, signs }: Pick<SeparateRequest, 'rows' | 'signs'>,
	{ weights, duals, lengths }: Solution,
	{ row, gradient }: { readonly row: number; readonly gradient: number },
): void {
	const before = duals[row];
	duals[row] = Math.max(0, before - gradient / lengths[row]);
	const moved = (duals[row] - before) * signs[row];
	for (let at = rows.starts[row]; at < rows.starts[row + 1]; at += 1) weights[rows.terms[at]] += moved * rows.weights[at];
	weights[weights.length - 1] += moved;
}
