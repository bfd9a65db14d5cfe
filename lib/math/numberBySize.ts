/**
 * The same groups by new numbers: the largest is 0, of equally large ones that of the first row comes first. Negative
 * labels, rows in no group, become −1.
 */
export function numberBySize(labels: Int32Array): { readonly labels: Int32Array; readonly sizes: readonly number[] } {
	const sizes = new Map<number, number>();
	for (const label of labels) {
		if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1);
	}
	// A map keeps the order of first rows, and sorting keeps it among equals.
	const ordered = [...sizes].sort(([, left], [, right]) => right - left);
	const numbers = new Map(ordered.map(([label], number) => [label, number]));
	return {
		labels: labels.map((label) => numbers.get(label) ?? -1),
		sizes: ordered.map(([, size]) => size),
	};
}
