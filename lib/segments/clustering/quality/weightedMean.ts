/** Mean of values, each counted by its weight. */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return values.reduce((sum, value, at) => sum + value * weights[at], 0) / total;
}
