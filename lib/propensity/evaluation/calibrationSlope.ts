import type { Estimate } from './bootstrapInterval';

const ITERATIONS_MAX = 50;

/**
 * Slope of a logistic regression of what happened on the log-odds that were predicted (Cox 1958): 1 is right,
 * below 1 the probabilities are too extreme, above 1 too timid. With its 95 % Wald interval; NaN when the
 * probabilities are all the same or only one outcome is there.
 */
export function calibrationSlope(labels: Uint8Array, probabilities: Float64Array): Estimate {
	const logits = probabilities.map((probability) => Math.log(probability / (1 - probability)));
	let [slope, intercept, error] = [1, 0, NaN];
	for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
		const { aa, ab, bb, gradientA, gradientB } = sumsAt(labels, logits, { slope, intercept });
		const determinant = aa * bb - ab * ab;
		const stepA = (bb * gradientA - ab * gradientB) / determinant;
		slope += stepA;
		intercept += (aa * gradientB - ab * gradientA) / determinant;
		error = Math.sqrt(bb / determinant);
		if (!(Math.abs(stepA) > 1e-10)) break;
	}
	if (!Number.isFinite(slope) || !Number.isFinite(error)) return { value: NaN, low: NaN, high: NaN };
	return { value: slope, low: slope - 1.959964 * error, high: slope + 1.959964 * error };
}

function sumsAt(
	labels: Uint8Array,
	logits: Float64Array,
	{ slope, intercept }: { readonly slope: number; readonly intercept: number },
) {
	let [aa, ab, bb, gradientA, gradientB] = [0, 0, 0, 0, 0];
	for (let row = 0; row < labels.length; row += 1) {
		const probability = 1 / (1 + Math.exp(-(slope * logits[row] + intercept)));
		const curvature = probability * (1 - probability);
		const error = labels[row] - probability;
		aa += logits[row] * logits[row] * curvature;
		ab += logits[row] * curvature;
		bb += curvature;
		gradientA += logits[row] * error;
		gradientB += error;
	}
	return { aa, ab, bb, gradientA, gradientB };
}
