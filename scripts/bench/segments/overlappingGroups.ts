import { seededRandom } from '../../../lib/core/random';
import type { Matrix } from '../../../lib/math/matrix';

const GROUPS = 8;
/** Standard deviation of the centres, in that of a group. */
const APART = 2;

/** Round Gaussian groups of equal size that overlap at the edges. */
export function overlappingGroups(rows: number, columns: number): Matrix {
	const random = seededRandom(`groups/${columns}`);
	const centres = Float64Array.from({ length: GROUPS * columns }, () => random.normal() * APART);
	const values = new Float32Array(rows * columns);
	for (let row = 0; row < rows; row += 1) {
		const group = random.integer(GROUPS);
		for (let column = 0; column < columns; column += 1) {
			values[row * columns + column] = centres[group * columns + column] + random.normal();
		}
	}
	return { rows, columns, values };
}
