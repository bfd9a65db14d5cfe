import { invariant } from '../core/invariant';

/**
 * Share of the variance of values that groups explain, less what as many groups of chance would: the adjusted R² of a linear
 * model with one mean a group, 1 − (SSwithin / (n − k)) / (SStotal / (n − 1)) (Kelley's ε², 1935). 0 on average without any
 * relation, so it may be below 0. Groups: 0 … groups − 1 a row. null when values do not vary or there is no row to spare.
 * `weights` counts rows, as a bootstrap sample does.
 */
export function explainedShare(
	values: ArrayLike<number>,
	groups: ArrayLike<number>,
	weights?: ArrayLike<number>,
): number | null {
	invariant(values.length === groups.length, `${values.length} values and ${groups.length} groups cannot be compared`);
	const counts: number[] = [];
	const sums: number[] = [];
	let [rows, sum, squares] = [0, 0, 0];
	for (let row = 0; row < values.length; row += 1) {
		const weight = weights === undefined ? 1 : weights[row];
		const group = groups[row];
		counts[group] = (counts[group] ?? 0) + weight;
		sums[group] = (sums[group] ?? 0) + weight * values[row];
		rows += weight;
		sum += weight * values[row];
		squares += weight * values[row] * values[row];
	}
	const present = counts.flatMap((count, group) => (count > 0 ? [{ count, sum: sums[group] }] : []));
	const total = squares - (sum * sum) / rows;
	const degrees = rows - present.length;
	if (!(total > 1e-12 * squares) || degrees < 1) return null;
	const between = present.reduce((all, group) => all + (group.sum * group.sum) / group.count, 0) - (sum * sum) / rows;
	return 1 - (total - between) / degrees / (total / (rows - 1));
}
