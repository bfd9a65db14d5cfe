import type { Task, TaskControl } from '../../compute/types';
import { seededRandom } from '../../core/random';
import { explainedShare } from '../../math/explainedShare';
import { quantile } from '../../math/summary';
import type { Estimate } from './types';

/** Samples drawn with replacement for the intervals. */
const BOOTSTRAPS = 400;

export interface MeasureInput {
	/** Outcome of each customer, on the scale it is judged on. */
	readonly values: Float64Array;
	/** Groups of each customer, one division after the other; the first is the one to be proven. */
	readonly divisions: readonly Int32Array[];
	readonly seed: number;
}

export interface MeasuredDivision {
	readonly explained: Estimate;
	/** How much more the first division explains; absent for itself. */
	readonly firstMore?: Estimate;
}

/** `measureProof` in a worker thread. */
export const measureProofTask: Task<MeasureInput, MeasuredDivision[]> = {
	file: 'segments/proof/measureProof',
	name: 'measureProof',
};

/**
 * Share of the variance each division explains, with percentile intervals of bootstrap samples (Efron 1979). All divisions are measured
 * on the same samples, so that the interval of a difference is that of the difference.
 */
export function measureProof({ values, divisions, seed }: MeasureInput, control?: TaskControl): MeasuredDivision[] {
	const random = seededRandom(`proof/${seed}`);
	const measure = (weights?: Float64Array): number[] =>
		divisions.map((groups) => explainedShare(values, groups, weights) ?? 0);
	const found = measure();
	const samples: number[][] = [];
	const weights = new Float64Array(values.length);
	for (let sample = 0; sample < BOOTSTRAPS; sample += 1) {
		weights.fill(0);
		for (let draw = 0; draw < values.length; draw += 1) weights[Math.floor(random.next() * values.length)] += 1;
		samples.push(measure(weights));
		if (sample % 20 === 0) control?.progress(sample / BOOTSTRAPS, 'drawing customers anew');
	}
	return divisions.map((_, at) => {
		const explained = estimate(found[at], samples.map((one) => one[at]));
		if (at === 0) return { explained };
		return { explained, firstMore: estimate(found[0] - found[at], samples.map((one) => one[0] - one[at])) };
	});
}

function estimate(value: number, samples: readonly number[]): Estimate {
	const sorted = Float64Array.from(samples).sort();
	return { value, interval: [quantile(sorted, 0.025), quantile(sorted, 0.975)] };
}
