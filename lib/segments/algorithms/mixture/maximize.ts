import { strideOf, type Components, type Moments } from '../../../compute/kernels/mixtureKernel';
import { cholesky, inverseOfLower } from '../../../math/cholesky';
import { isDiagonal } from './componentsOf';
import type { Covariance, Mixture } from './types';

export interface Shape {
	readonly covariance: Covariance;
	/** Added to each variance. */
	readonly varianceMin: number;
}

/**
 * The M-step: the likeliest mixture for the given shares of the rows (Dempster, Laird & Rubin 1977). Moments are about
 * the means of `before`, which keeps small variances exact far from the origin.
 */
export function maximize(before: Components, moments: Moments, shape: Shape): Mixture {
	const rows = moments.weights.reduce((sum, weight) => sum + weight, 0);
	const { columns } = before;
	// A component nobody belongs to stays where it is, and weighs nothing.
	const weights = moments.weights.map((weight) => weight + 10 * Number.EPSILON);
	const stride = strideOf(columns);
	const shifts = [...weights].map((weight, component) =>
		moments.sums.slice(component * stride, component * stride + columns).map((sum) => sum / weight),
	);
	const scatters = shifts.map((shift, component) => scatterOf(moments, { component, shift, before }));
	return {
		covariance: shape.covariance,
		columns,
		weights: weights.map((weight) => weight / rows),
		means: shifts.map((shift, component) =>
			shift.map((value, column) => before.means[component * stride + column] + value),
		),
		factors: factorsOf(scatters, weights, { ...shape, rows }),
	};
}

type Square = readonly Float64Array[];

/** Σ share · (x − mean)(x − mean)ᵀ about the new mean; diagonal moments give the diagonal alone. */
function scatterOf(
	{ weights, products }: Moments,
	of: { readonly component: number; readonly shift: Float64Array; readonly before: Components },
): Square {
	const { component, shift, before } = of;
	const { columns, diagonal } = before;
	const stride = strideOf(columns);
	const start = component * (diagonal ? 1 : columns) * stride;
	const product = (row: number, column: number): number =>
		diagonal ? products[start + row] : products[start + Math.min(row, column) * stride + Math.max(row, column)];
	return Array.from({ length: columns }, (_, row) =>
		Float64Array.from({ length: columns }, (__, column) =>
			diagonal && row !== column ? 0 : product(row, column) - weights[component] * shift[row] * shift[column],
		),
	);
}

function factorsOf(
	scatters: readonly Square[],
	weights: Float64Array,
	{ covariance, varianceMin, rows }: Shape & { readonly rows: number },
): Square[] {
	const raised = (square: Square, weight: number): Square =>
		square.map((line, row) => line.map((value, column) => value / weight + (row === column ? varianceMin : 0)));
	if (covariance === 'tied') {
		const [first] = scatters;
		const total = first.map((line, row) =>
			line.map((_, column) => scatters.reduce((sum, scatter) => sum + scatter[row][column], 0)),
		);
		const factor = upperFactor(raised(total, rows));
		return scatters.map(() => factor);
	}
	return scatters.map((scatter, component) => {
		const own = raised(scatter, weights[component]);
		return isDiagonal(covariance) ? diagonalFactor(own, covariance) : upperFactor(own);
	});
}

function diagonalFactor(square: Square, covariance: Covariance): Square {
	const own = square.map((line, at) => line[at]);
	const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
	const variances = covariance === 'spherical' ? own.map(() => mean) : own;
	return variances.map((variance, row) =>
		Float64Array.from(variances, (_, column) => (row === column ? 1 / Math.sqrt(variance) : 0)),
	);
}

/** U = (L⁻¹)ᵀ of Σ = L · Lᵀ. Where rounding took positive definiteness, the diagonal gets what is missing. */
function upperFactor(square: Square): Square {
	let lower = cholesky(square);
	const mean = square.reduce((sum, line, at) => sum + Math.abs(line[at]), 0) / square.length;
	for (let more = 1e-12; lower === undefined && more < 1; more *= 10) {
		const ridge = more * (mean || 1);
		lower = cholesky(square.map((line, row) => line.map((value, at) => value + (row === at ? ridge : 0))));
	}
	const inverse = inverseOfLower(lower ?? square.map((_, row) => Float64Array.from(square, (__, at) => (row === at ? 1 : 0))));
	return inverse.map((_, row) => Float64Array.from(inverse, (line) => line[row]));
}
