import type { Task } from '../../compute/types';
import type { Matrix } from '../../math/matrix';
import { principalComponents } from '../../math/principalComponents';

export interface TextPart {
	readonly mean: readonly number[];
	readonly directions: readonly (readonly number[])[];
	/** Of the variance of what customers wrote, in [0, 1]. */
	readonly explained: number;
}

export interface TextPartInput {
	/** One column a coordinate of the mean vectors. */
	readonly columns: readonly Float64Array[];
	readonly directionsMax: number;
}

/** Runs in a worker thread; `fitTextPart` is the same function without one. */
export const fitTextPartTask: Task<TextPartInput, TextPart> = {
	file: 'segments/customerVector/fitTextPart',
	name: 'fitTextPart',
};

/** Directions with less than this of the variance are rounding. */
const SHARE_MIN = 1e-9;

/** Significant digits of a number of the model: what single precision holds, so that its statement stays short. */
const DIGITS = 7;

/** Smaller coordinates are rounding, and their products would leave the range of doubles. */
const TINY = 1e-12;

/** The directions in which what customers wrote differs most; none where all wrote the same. Pure. */
export function fitTextPart({ columns, directionsMax }: TextPartInput): TextPart {
	const { mean, directions, variances } = principalComponents(toMatrix(columns));
	const total = variances.reduce((sum, variance) => sum + variance, 0);
	const kept = variances.slice(0, directionsMax).filter((variance) => variance > 1e-12 && variance > SHARE_MIN * total);
	const short = (value: number): number => (Math.abs(value) < TINY ? 0 : Number(value.toPrecision(DIGITS)));
	return {
		mean: [...mean].map(short),
		directions: directions.slice(0, kept.length).map((direction) => [...direction].map(short)),
		explained: total === 0 ? 0 : kept.reduce((sum, variance) => sum + variance, 0) / total,
	};
}

function toMatrix(columns: readonly Float64Array[]): Matrix {
	const rows = columns[0].length;
	const values = new Float32Array(rows * columns.length);
	columns.forEach((column, at) => column.forEach((value, row) => (values[row * columns.length + at] = value)));
	return { rows, columns: columns.length, values };
}
