import type { PassTotals, RowShares } from './mixtureKernel';

/**
 * Turns ln(weight × density) of a block (rows × components) into shares that sum to 1 a row, in place, and adds the
 * block to the totals. Used by the kernel and its twin alike: the exponential is JavaScript's own.
 */
export function shareRows(
	logs: Float64Array,
	block: { readonly first: number; readonly count: number; readonly components: number },
	rows: RowShares,
): PassTotals {
	const { first, count, components } = block;
	const totals = { logLikelihood: 0, entropy: 0 };
	for (let row = 0; row < count; row += 1) {
		const at = row * components;
		const best = likeliest(logs, at, components);
		const peak = logs[at + best];
		let sum = 0;
		for (let index = at; index < at + components; index += 1) {
			const share = logs[index] === -Infinity ? 0 : Math.exp(logs[index] - peak);
			logs[index] = share;
			sum += share;
		}
		for (let index = at; index < at + components; index += 1) {
			if (logs[index] === 0) continue;
			logs[index] /= sum;
			if (logs[index] > 0) totals.entropy -= logs[index] * Math.log(logs[index]);
		}
		totals.logLikelihood += peak + Math.log(sum);
		rows.labels[first + row] = best;
		rows.probabilities[first + row] = logs[at + best];
	}
	return totals;
}

/** The lower component wins a tie. */
function likeliest(logs: Float64Array, at: number, components: number): number {
	let best = 0;
	for (let component = 1; component < components; component += 1) {
		if (logs[at + component] > logs[at + best]) best = component;
	}
	return best;
}
