/** Shape of a curve: an elbow of inertia over k is convex and decreasing. */
export interface CurveShape {
	readonly curve: 'convex' | 'concave';
	readonly direction: 'increasing' | 'decreasing';
	/** How far the curve must fall back before a bend counts; 1 is the paper's advice. */
	readonly sensitivity?: number;
}

/**
 * The x of the knee of a curve, or undefined when it has none (Satopää, Albrecht, Irwin & Raghavan 2011,
 * "Finding a Kneedle in a Haystack"). x rises. The answer depends on the range offered.
 */
export function kneedle(
	x: readonly number[],
	y: readonly number[],
	shape: CurveShape,
): number | undefined {
	if (x.length < 3 || y.every((value) => value === y[0])) return undefined;
	const unitX = toUnit(x);
	const unitY = upright(toUnit(y), shape);
	const differences = unitY.map((value, index) => value - unitX[index]);
	const at = bendOf(differences, (shape.sensitivity ?? 1) / (x.length - 1));
	if (at === undefined) return undefined;
	const mirrored = (shape.curve === 'convex') === (shape.direction === 'increasing');
	return mirrored ? x[x.length - 1 - at] : x[at];
}

function toUnit(values: readonly number[]): number[] {
	const minimum = Math.min(...values);
	const range = Math.max(...values) - minimum;
	return values.map((value) => (range === 0 ? 0 : (value - minimum) / range));
}

/** Turns every shape into a concave increasing one, mirrored left to right where needed. */
function upright(y: readonly number[], { curve, direction }: CurveShape): number[] {
	if (curve === 'concave') return direction === 'increasing' ? [...y] : [...y].reverse();
	const flipped = y.map((value) => 1 - value);
	return direction === 'decreasing' ? flipped : flipped.reverse();
}

/** First local maximum of the difference curve after which it falls below the threshold. */
function bendOf(differences: readonly number[], drop: number): number | undefined {
	let candidate: number | undefined;
	let threshold = 0;
	for (let index = 0; index < differences.length - 1; index += 1) {
		const here = differences[index];
		const before = differences[Math.max(index - 1, 0)];
		const after = differences[index + 1];
		if (here >= before && here >= after) {
			candidate = index;
			threshold = here - drop;
		}
		if (candidate === undefined) continue;
		if (here <= before && here <= after) threshold = 0;
		if (after < threshold) return candidate;
	}
	return undefined;
}
