/** Mean squared distance between probability and what happened (Brier 1950); 0 is perfect. */
export function brierScore(labels: Uint8Array, probabilities: Float64Array): number {
	let total = 0;
	for (let row = 0; row < labels.length; row += 1) total += (probabilities[row] - labels[row]) ** 2;
	return total / labels.length;
}
