/** Count, moments and range of the present values of a column. NaN counts as missing. */
export interface Summary {
	readonly count: number;
	readonly missing: number;
	/** NaN when nothing is present; so are the figures below. */
	readonly mean: number;
	/** Of the population: divided by n, not n − 1. */
	readonly standardDeviation: number;
	/** Third standardized moment; 0 for a constant column. */
	readonly skewness: number;
	readonly minimum: number;
	readonly maximum: number;
}

/** Two passes, so that a large mean does not eat the variance. */
export function summarize(values: ArrayLike<number>): Summary {
	let count = 0;
	let total = 0;
	let minimum = Infinity;
	let maximum = -Infinity;
	for (let index = 0; index < values.length; index += 1) {
		const value = values[index];
		if (Number.isNaN(value)) continue;
		count += 1;
		total += value;
		if (value < minimum) minimum = value;
		if (value > maximum) maximum = value;
	}
	const missing = values.length - count;
	if (count === 0) {
		return { count, missing, mean: NaN, standardDeviation: NaN, skewness: NaN, minimum: NaN, maximum: NaN };
	}
	const mean = total / count;
	return { count, missing, mean, ...shapeAround(values, mean, count), minimum, maximum };
}

function shapeAround(values: ArrayLike<number>, mean: number, count: number) {
	let squares = 0;
	let cubes = 0;
	for (let index = 0; index < values.length; index += 1) {
		const difference = values[index] - mean;
		if (Number.isNaN(difference)) continue;
		squares += difference * difference;
		cubes += difference * difference * difference;
	}
	const standardDeviation = Math.sqrt(squares / count);
	const skewness = isConstant(standardDeviation, mean) ? 0 : cubes / count / standardDeviation ** 3;
	return { standardDeviation, skewness };
}

/** Whether a spread is only the rounding of a mean that is not exactly representable. */
export function isConstant(standardDeviation: number, mean: number): boolean {
	return standardDeviation <= 1e-12 * Math.abs(mean) || standardDeviation === 0;
}

/**
 * Quantile of values already sorted upwards, between neighbours in proportion (Hyndman & Fan 1996, type 7;
 * the default of R and NumPy). NaN for no values.
 */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
	if (sorted.length === 0) return NaN;
	const position = (sorted.length - 1) * probability;
	const below = Math.floor(position);
	const above = Math.min(below + 1, sorted.length - 1);
	return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** The present values of a column, sorted upwards; a copy. */
export function sortPresent(values: ArrayLike<number>): Float64Array {
	return Float64Array.from(values)
		.filter((value) => !Number.isNaN(value))
		.sort();
}
