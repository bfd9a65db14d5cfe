import { strideOf, type Components } from '../../../compute/kernels/mixtureKernel';
import type { Mixture } from './types';

/** A mixture as the kernel reads it. */
export function componentsOf(mixture: Mixture): Components {
	const { columns, weights, means, factors, covariance } = mixture;
	const stride = strideOf(columns);
	const diagonal = isDiagonal(covariance);
	const padded = means.map((mean) => Float64Array.from({ length: stride }, (_, at) => mean[at] ?? 0));
	return {
		count: weights.length,
		columns,
		diagonal,
		means: joined(padded),
		factors: joined(factors.map((factor) => joined(linesOf(factor, { stride, diagonal })))),
		constants: weights.map((weight, at) => Math.log(weight) + logNormalizer(factors[at])),
	};
}

export function isDiagonal(covariance: Mixture['covariance']): boolean {
	return covariance === 'diagonal' || covariance === 'spherical';
}

/** ln det U − ½ d · ln 2π. */
function logNormalizer(factor: readonly Float64Array[]): number {
	const logDeterminant = factor.reduce((sum, line, at) => sum + Math.log(line[at]), 0);
	return logDeterminant - 0.5 * factor.length * Math.log(2 * Math.PI);
}

/** Columns of U, each padded; or its diagonal alone. */
function linesOf(
	factor: readonly Float64Array[],
	{ stride, diagonal }: { readonly stride: number; readonly diagonal: boolean },
): Float64Array[] {
	if (diagonal) return [Float64Array.from({ length: stride }, (_, at) => factor[at]?.[at] ?? 0)];
	return factor.map((_, column) =>
		Float64Array.from({ length: stride }, (__, row) => (row <= column ? factor[row][column] : 0)),
	);
}

function joined(parts: readonly Float64Array[]): Float64Array {
	const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
