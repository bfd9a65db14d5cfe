import type { Design } from '../types';

/** Some rows of a design with their labels, copied. */
export function takeRows(
	design: Design,
	labels: Uint8Array,
	rows: readonly number[],
): { readonly design: Design; readonly labels: Uint8Array } {
	const { columns } = design;
	const values = new Float64Array(rows.length * columns);
	rows.forEach((row, index) => {
		values.set(design.values.subarray(row * columns, (row + 1) * columns), index * columns);
	});
	return {
		design: { rows: rows.length, columns, values },
		labels: Uint8Array.from(rows, (row) => labels[row]),
	};
}
