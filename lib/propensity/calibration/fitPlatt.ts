/** Probability = sigmoid(scale · score + offset). */
export interface PlattCalibration {
	readonly scale: number;
	readonly offset: number;
}

/** Parameters A and B of 1 / (1 + e^(A·f + B)), as published: scale is −A, offset −B. */
interface Parameters {
	readonly a: number;
	readonly b: number;
}

const ITERATIONS_MAX = 100;
const RIDGE = 1e-12;

/**
 * Platt's sigmoid with smoothed targets by the Newton method of Lin, Lin & Weng (2007), Machine Learning 68.
 * Scores must come from rows the scoring model was not fitted on. labels: 0 or 1 a score.
 */
export function fitPlatt(scores: Float64Array, labels: Uint8Array): PlattCalibration {
	const positives = labels.reduce((sum, label) => sum + label, 0);
	const negatives = labels.length - positives;
	const targets = Float64Array.from(labels, (label) =>
		label === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2),
	);
	let at: Parameters = { a: 0, b: Math.log((negatives + 1) / (positives + 1)) };
	for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
		const next = newtonStep(scores, targets, at);
		if (next === undefined) break;
		at = next;
	}
	return { scale: -at.a, offset: -at.b };
}

/** The next parameters, or undefined at the optimum. */
function newtonStep(
	scores: Float64Array,
	targets: Float64Array,
	at: Parameters,
): Parameters | undefined {
	let [aa, ab, bb, gradientA, gradientB] = [RIDGE, 0, RIDGE, 0, 0];
	for (let row = 0; row < scores.length; row += 1) {
		const probability = 1 / (1 + Math.exp(at.a * scores[row] + at.b));
		const curvature = probability * (1 - probability);
		const error = targets[row] - probability;
		aa += scores[row] * scores[row] * curvature;
		ab += scores[row] * curvature;
		bb += curvature;
		gradientA += scores[row] * error;
		gradientB += error;
	}
	if (Math.abs(gradientA) < 1e-8 && Math.abs(gradientB) < 1e-8) return undefined;
	const determinant = aa * bb - ab * ab;
	const step = {
		a: -(bb * gradientA - ab * gradientB) / determinant,
		b: -(aa * gradientB - ab * gradientA) / determinant,
	};
	const slope = gradientA * step.a + gradientB * step.b;
	const present = lossAt(scores, targets, at);
	for (let length = 1; length >= 1e-10; length /= 2) {
		const candidate = { a: at.a + length * step.a, b: at.b + length * step.b };
		if (lossAt(scores, targets, candidate) < present + 1e-4 * length * slope) return candidate;
	}
	return undefined;
}

function lossAt(scores: Float64Array, targets: Float64Array, { a, b }: Parameters): number {
	let loss = 0;
	for (let row = 0; row < scores.length; row += 1) {
		const exponent = a * scores[row] + b;
		loss += targets[row] * exponent + Math.log1p(Math.exp(-Math.abs(exponent))) + Math.max(-exponent, 0);
	}
	return loss;
}
