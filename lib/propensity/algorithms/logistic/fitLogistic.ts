import { invariant } from '../../../core/invariant';
import { conjugateGradient } from './conjugateGradient';
import { gradientAt, lossAt, marginsOf, type Problem } from './problem';
import type { Design } from '../../types';

export interface LogisticFitOptions {
	/** Weight of ½|w|² beside the summed loss: 1 / C of scikit-learn. The intercept is not penalised. */
	readonly penalty: number;
	/** Where to start, such as the fit of a neighbouring penalty; zeros and the base rate otherwise. */
	readonly start?: LogisticFit;
	/** Stops when no component of the gradient exceeds this share of the number of rows. */
	readonly tolerance?: number;
	readonly iterationsMax?: number;
}

export interface LogisticFit {
	/** One a column of the design. */
	readonly weights: Float64Array;
	readonly intercept: number;
	readonly iterations: number;
	/** False when the bound on iterations was reached first, as with separated labels and no penalty. */
	readonly converged: boolean;
}

/**
 * L2-penalised logistic regression: minimises Σ loss + ½ · penalty · |w|² by a truncated Newton method with a
 * line search (Nocedal & Wright, Numerical Optimization, 7.1; Lin, Weng & Keerthi 2008). labels: 0 or 1 a row.
 */
export function fitLogistic(
	design: Design,
	labels: Uint8Array,
	options: LogisticFitOptions,
): LogisticFit {
	invariant(labels.length === design.rows, `${labels.length} labels for ${design.rows} rows`);
	const { tolerance = 1e-8, iterationsMax = 100 } = options;
	const problem = { design, labels, penalty: options.penalty };
	const solution = startOf(problem, options.start);
	let margins = marginsOf(problem, solution);
	let iterations = 0;
	for (; iterations < iterationsMax; iterations += 1) {
		const { gradient, curvature } = gradientAt(problem, solution, margins);
		if (largest(gradient) <= tolerance * design.rows) return fitOf(solution, iterations, true);
		const step = conjugateGradient(problem, { gradient, curvature });
		const moved = lineSearch(problem, { solution, margins, gradient, step });
		if (moved === undefined) return fitOf(solution, iterations, isSmall(gradient, design.rows));
		margins = moved;
	}
	return fitOf(solution, iterations, false);
}

interface Move {
	/** Written when a step is taken. */
	readonly solution: Float64Array;
	readonly margins: Float64Array;
	readonly gradient: Float64Array;
	readonly step: Float64Array;
}

/** Halves the step until the objective falls as Armijo asks; the new margins, or undefined where it never does. */
function lineSearch(problem: Problem, move: Move): Float64Array | undefined {
	const { solution, margins, gradient, step } = move;
	const along = marginsOf(problem, step);
	const slope = gradient.reduce((sum, value, index) => sum + value * step[index], 0);
	const present = lossAt(problem, solution, margins);
	for (let length = 1; length > 1e-10; length /= 2) {
		const candidate = solution.map((value, index) => value + length * step[index]);
		const moved = margins.map((value, row) => value + length * along[row]);
		if (lossAt(problem, candidate, moved) <= present + 1e-4 * length * slope) {
			solution.set(candidate);
			return moved;
		}
	}
	return undefined;
}

/** The intercept of the base rate is where most of the way is done already. */
function startOf(problem: Problem, start: LogisticFit | undefined): Float64Array {
	const solution = new Float64Array(problem.design.columns + 1);
	if (start !== undefined) {
		solution.set(start.weights);
		solution[problem.design.columns] = start.intercept;
		return solution;
	}
	const positives = problem.labels.reduce((sum, label) => sum + label, 0);
	const rate = (positives + 0.5) / (problem.labels.length + 1);
	solution[problem.design.columns] = Math.log(rate / (1 - rate));
	return solution;
}

function fitOf(solution: Float64Array, iterations: number, converged: boolean): LogisticFit {
	const intercept = solution[solution.length - 1];
	return { weights: solution.slice(0, -1), intercept, iterations, converged };
}

function largest(gradient: Float64Array): number {
	return gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Where rounding stops the line search, a gradient this small is the optimum as doubles can show it. */
function isSmall(gradient: Float64Array, rows: number): boolean {
	return largest(gradient) <= 1e-6 * rows;
}
