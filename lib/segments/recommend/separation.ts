/**
 * Share of the variance of an outcome that lies between segments (η², Pearson 1905), in [0, 1]; customers in no segment and absent values
 * left out. Null where customers do not differ in it.
 */
export function separation(labels: ArrayLike<number>, values: ArrayLike<number>): number | null {
	const sums = new Map<number, { count: number; sum: number }>();
	let count = 0;
	let total = 0;
	let squares = 0;
	for (let row = 0; row < labels.length; row += 1) {
		const value = values[row];
		if (labels[row] < 0 || Number.isNaN(value)) continue;
		const own = sums.get(labels[row]) ?? { count: 0, sum: 0 };
		sums.set(labels[row], { count: own.count + 1, sum: own.sum + value });
		count += 1;
		total += value;
		squares += value * value;
	}
	const all = squares - (total * total) / count;
	if (!(all > 1e-12 * Math.max(1, squares))) return null;
	const within = [...sums.values()].reduce((sum, own) => sum + (own.sum * own.sum) / own.count, 0);
	return Math.min(1, Math.max(0, (within - (total * total) / count) / all));
}
