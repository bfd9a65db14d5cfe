import { quantile } from '../../math/summary';

/** Customers whose probabilities lie together: what was predicted for them, and what happened. */
export interface ReliabilityBin {
	readonly customers: number;
	/** Mean probability. */
	readonly predicted: number;
	/** Share with the outcome. */
	readonly observed: number;
}

/** Inner edges that part the rows into `bins` groups of about equal size; equal probabilities stay together. */
export function equalMassEdges(probabilities: Float64Array, bins: number): number[] {
	const sorted = probabilities.slice().sort();
	return Array.from({ length: bins - 1 }, (_, index) => quantile(sorted, (index + 1) / bins));
}

/** Bins between ascending inner edges; a probability on an edge belongs to the upper bin. Empty bins are left out. */
export function reliabilityBins(
	labels: Uint8Array,
	probabilities: Float64Array,
	innerEdges: readonly number[],
): ReliabilityBin[] {
	const bins = Array.from({ length: innerEdges.length + 1 }, () => ({ customers: 0, predicted: 0, observed: 0 }));
	for (let row = 0; row < labels.length; row += 1) {
		const bin = bins[innerEdges.filter((edge) => edge <= probabilities[row]).length];
		bin.customers += 1;
		bin.predicted += probabilities[row];
		bin.observed += labels[row];
	}
	return bins
		.filter(({ customers }) => customers > 0)
		.map(({ customers, predicted, observed }) => ({
			customers,
			predicted: predicted / customers,
			observed: observed / customers,
		}));
}

/** Expected calibration error: mean |predicted − observed| over the bins, weighted by their customers. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
	const customers = bins.reduce((sum, bin) => sum + bin.customers, 0);
	const gap = bins.reduce((sum, bin) => sum + bin.customers * Math.abs(bin.predicted - bin.observed), 0);
	return gap / customers;
}
