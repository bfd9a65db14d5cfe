import type { Estimate } from './types';

/** Smaller differences do not separate, however many customers show them (Cohen 1988: 0.2 is small). */
const SEPARATION_MIN = 0.1;

export interface Separation {
	readonly customers: number;
	readonly mean: number;
	readonly othersMean: number;
	readonly difference: Estimate;
	readonly separates: boolean;
}

/**
 * What the customers of each group did against all others: means as they came, and the standardized difference on the judged scale
 * with its 95 % interval (normal approximation, unequal variances). A group separates when the interval leaves out zero and the
 * difference is not negligible.
 */
export function separateSegments(
	groups: ArrayLike<number>,
	count: number,
	{ raw, judged }: { readonly raw: ArrayLike<number>; readonly judged: ArrayLike<number> },
): Separation[] {
	const all = momentsOf(judged, () => true);
	return Array.from({ length: count }, (_, group) => {
		const inside = momentsOf(judged, (row) => groups[row] === group);
		const outside = momentsOf(judged, (row) => groups[row] !== group);
		const difference = standardized(inside, outside, Math.sqrt(all.variance));
		const [low, high] = difference.interval;
		return {
			customers: inside.rows,
			mean: momentsOf(raw, (row) => groups[row] === group).mean,
			othersMean: momentsOf(raw, (row) => groups[row] !== group).mean,
			difference,
			separates: (low > 0 || high < 0) && Math.abs(difference.value) >= SEPARATION_MIN,
		};
	});
}

interface Moments {
	readonly rows: number;
	readonly mean: number;
	readonly variance: number;
}

function momentsOf(values: ArrayLike<number>, isIn: (row: number) => boolean): Moments {
	let [rows, mean, squares] = [0, 0, 0];
	for (let row = 0; row < values.length; row += 1) {
		if (!isIn(row)) continue;
		rows += 1;
		const step = values[row] - mean;
		mean += step / rows;
		squares += step * (values[row] - mean);
	}
	return { rows, mean, variance: rows < 2 ? 0 : squares / (rows - 1) };
}

function standardized(inside: Moments, outside: Moments, spread: number): Estimate {
	if (inside.rows < 2 || outside.rows < 2 || spread === 0) return { value: 0, interval: [0, 0] };
	const value = (inside.mean - outside.mean) / spread;
	const error = Math.sqrt(inside.variance / inside.rows + outside.variance / outside.rows) / spread;
	return { value, interval: [value - 1.96 * error, value + 1.96 * error] };
}
