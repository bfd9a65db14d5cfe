import { openPreconditioner } from './preconditioner';
import { curvatureAlong, type Problem } from './problem';

interface Point {
	readonly gradient: Float64Array;
	/** p(1 − p) a row. */
	readonly curvature: Float64Array;
}

/**
 * A Newton step: solves Hessian · step = −gradient by preconditioned conjugate gradients, only as exactly as
 * the distance to the optimum deserves (Dembo & Steihaug 1983).
 */
export function conjugateGradient(problem: Problem, { gradient, curvature }: Point): Float64Array {
	const size = gradient.length;
	const precondition = openPreconditioner(problem, curvature);
	const step = new Float64Array(size);
	const residual = gradient.map((value) => -value);
	let scaled = precondition(residual);
	const direction = scaled.slice();
	let measure = dot(residual, scaled);
	const goal = measure * Math.min(0.25, Math.sqrt(measure / problem.design.rows)) ** 2;
	for (let iteration = 0; iteration < 2 * size + 10 && measure > goal; iteration += 1) {
		const product = curvatureAlong(problem, curvature, direction);
		const bend = dot(direction, product);
		if (!(bend > 0)) break;
		const length = measure / bend;
		for (let index = 0; index < size; index += 1) {
			step[index] += length * direction[index];
			residual[index] -= length * product[index];
		}
		scaled = precondition(residual);
		const next = dot(residual, scaled);
		const keep = next / measure;
		for (let index = 0; index < size; index += 1) {
			direction[index] = scaled[index] + keep * direction[index];
		}
		measure = next;
	}
	return step;
}

function dot(left: Float64Array, right: Float64Array): number {
	let sum = 0;
	for (let index = 0; index < left.length; index += 1) sum += left[index] * right[index];
	return sum;
}
