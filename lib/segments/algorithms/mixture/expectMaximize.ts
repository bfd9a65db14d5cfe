import type { MixtureKernel, Moments, RowShares } from '../../../compute/kernels/mixtureKernel';
import type { Matrix } from '../../../math/matrix';
import { componentsOf } from './componentsOf';
import { maximize, type Shape } from './maximize';
import type { Mixture } from './types';

export interface StepOptions extends Shape {
	readonly iterationsMax: number;
	/** Rise of the mean log-likelihood of a row that counts as rest. */
	readonly tolerance: number;
	readonly onIteration?: (iteration: number) => void;
}

export interface Climb {
	readonly mixture: Mixture;
	/** Of `mixture` on the rows. */
	readonly logLikelihood: number;
	readonly entropy: number;
	readonly rows: RowShares;
	readonly iterations: number;
	readonly converged: boolean;
}

/** Expectation and maximization in turn until the likelihood rests; it never falls (Dempster, Laird & Rubin 1977). */
export function expectMaximize(
	kernel: MixtureKernel,
	points: Matrix,
	{ start, ...options }: StepOptions & { readonly start: Mixture },
): Climb {
	const rows = { labels: new Int32Array(points.rows), probabilities: new Float32Array(points.rows) };
	let mixture = start;
	let before = -Infinity;
	for (let iteration = 1; ; iteration += 1) {
		const components = componentsOf(mixture);
		const moments = emptyMoments(components);
		const { logLikelihood, entropy } = kernel.pass(points, components, { rows, moments });
		const converged = logLikelihood - before < options.tolerance * points.rows;
		if (converged || iteration > options.iterationsMax) {
			return { mixture, logLikelihood, entropy, rows, iterations: iteration - 1, converged };
		}
		before = logLikelihood;
		mixture = maximize(components, moments, options);
		options.onIteration?.(iteration);
	}
}

function emptyMoments({ count, means, factors }: ReturnType<typeof componentsOf>): Moments {
	return {
		weights: new Float64Array(count),
		sums: new Float64Array(means.length),
		products: new Float64Array(factors.length),
	};
}
