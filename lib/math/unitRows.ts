import type { Matrix } from './matrix';

/** Each row scaled to length 1, summed in double precision; a row of zeros stays. A copy. */
export function unitRows({ rows, columns, values }: Matrix): Matrix {
	const scaled = new Float32Array(values.length);
	for (let row = 0; row < rows; row += 1) {
		let squares = 0;
		for (let at = row * columns; at < (row + 1) * columns; at += 1) squares += values[at] * values[at];
		const length = Math.sqrt(squares) || 1;
		for (let at = row * columns; at < (row + 1) * columns; at += 1) scaled[at] = values[at] / length;
	}
	return { rows, columns, values: scaled };
}
