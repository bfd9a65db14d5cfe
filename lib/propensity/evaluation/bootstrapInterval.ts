import type { Random } from '../../core/random';
import { quantile } from '../../math/summary';

/** A figure with the range it would vary in if other customers of the same kind had been drawn. */
export interface Estimate {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

export interface BootstrapRequest {
	readonly rows: number;
	readonly resamples: number;
	readonly random: Random;
	/** The figure for a sample in which row r is there counts[r] times. */
	readonly figureOf: (counts: Uint32Array) => number;
}

/**
 * 95 % percentile interval over resamples of the rows with replacement (Efron 1979). Resamples without a figure,
 * such as one in which nobody has the outcome, are left out.
 */
export function bootstrapInterval(value: number, request: BootstrapRequest): Estimate {
	const { rows, resamples, random, figureOf } = request;
	const counts = new Uint32Array(rows);
	const figures: number[] = [];
	for (let resample = 0; resample < resamples; resample += 1) {
		counts.fill(0);
		for (let draw = 0; draw < rows; draw += 1) counts[random.integer(rows)] += 1;
		figures.push(figureOf(counts));
	}
	const sorted = Float64Array.from(figures.filter((figure) => !Number.isNaN(figure))).sort();
	return { value, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
