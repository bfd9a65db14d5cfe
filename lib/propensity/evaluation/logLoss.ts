/** Mean −ln of the probability given to what happened. Probabilities must lie within (0, 1). */
export function logLoss(labels: Uint8Array, probabilities: Float64Array): number {
	let total = 0;
	for (let row = 0; row < labels.length; row += 1) {
		total -= labels[row] === 1 ? Math.log(probabilities[row]) : Math.log1p(-probabilities[row]);
	}
	return total / labels.length;
}
