import type { Design } from '../../types';

/** What is minimised over `columns` weights and, last, the intercept. */
export interface Problem {
	readonly design: Design;
	readonly labels: Uint8Array;
	readonly penalty: number;
}

/** Log-odds a row: design · weights + intercept. */
export function marginsOf({ design }: Problem, solution: Float64Array): Float64Array {
	const { rows, columns, values } = design;
	const margins = new Float64Array(rows);
	const intercept = solution[columns];
	for (let row = 0, at = 0; row < rows; row += 1) {
		let sum = 0;
		for (let column = 0; column < columns; column += 1, at += 1) sum += values[at] * solution[column];
		margins[row] = sum + intercept;
	}
	return margins;
}

/** Penalised loss; ln(1 + e^m) is written so that it neither overflows nor loses small terms. */
export function lossAt(problem: Problem, solution: Float64Array, margins: Float64Array): number {
	let loss = 0;
	for (let row = 0; row < margins.length; row += 1) {
		const margin = margins[row];
		loss += Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
		if (problem.labels[row] === 1) loss -= margin;
	}
	let squared = 0;
	for (let column = 0; column < problem.design.columns; column += 1) squared += solution[column] ** 2;
	return loss + 0.5 * problem.penalty * squared;
}

/** Gradient of the objective, and p(1 − p) a row, which makes its Hessian. */
export function gradientAt(problem: Problem, solution: Float64Array, margins: Float64Array) {
	const { design, labels, penalty } = problem;
	const errors = new Float64Array(design.rows);
	const curvature = new Float64Array(design.rows);
	for (let row = 0; row < design.rows; row += 1) {
		const probability = 1 / (1 + Math.exp(-margins[row]));
		errors[row] = probability - labels[row];
		curvature[row] = probability * (1 - probability);
	}
	const gradient = transposed(design, errors);
	for (let column = 0; column < design.columns; column += 1) {
		gradient[column] += penalty * solution[column];
	}
	return { gradient, curvature };
}

/** The Hessian times a direction, without ever forming the Hessian. */
export function curvatureAlong(
	problem: Problem,
	curvature: Float64Array,
	direction: Float64Array,
): Float64Array {
	const weighted = marginsOf(problem, direction);
	for (let row = 0; row < weighted.length; row += 1) weighted[row] *= curvature[row];
	const product = transposed(problem.design, weighted);
	for (let column = 0; column < problem.design.columns; column += 1) {
		product[column] += problem.penalty * direction[column];
	}
	return product;
}

/** design′ · values, with the sum of the values last for the intercept. */
function transposed({ rows, columns, values }: Design, factors: Float64Array): Float64Array {
	const result = new Float64Array(columns + 1);
	let total = 0;
	for (let row = 0, at = 0; row < rows; row += 1) {
		const factor = factors[row];
		total += factor;
		for (let column = 0; column < columns; column += 1, at += 1) result[column] += factor * values[at];
	}
	result[columns] = total;
	return result;
}
