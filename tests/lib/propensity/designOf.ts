import type { Design } from '../../../lib/propensity/types';

/** Rows and labels as typed arrays. */
export function designOf(
	rows: readonly (readonly number[])[],
	labels: readonly number[],
): { readonly design: Design; readonly labels: Uint8Array } {
	return {
		design: { rows: rows.length, columns: rows[0].length, values: Float64Array.from(rows.flat()) },
		labels: Uint8Array.from(labels),
	};
}
