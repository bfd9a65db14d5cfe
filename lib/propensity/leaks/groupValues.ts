/** Rows by value: as they are where values are few, else in bins of equal size; absent values are a group. */
export interface ValueGroups {
	readonly of: Uint16Array;
	readonly count: number;
	/** Whether each group is one value. */
	readonly exact: boolean;
}

const VALUES_MAX = 64;
const BINS = 32;

/** undefined when all rows have one value. */
export function groupValues(values: Float64Array): ValueGroups | undefined {
	const known = values.filter((value) => !Number.isNaN(value)).sort();
	const distinct = known.filter((value, index) => index === 0 || value !== known[index - 1]);
	const exact = distinct.length <= VALUES_MAX;
	const edges = exact ? distinct : edgesOf(known);
	const absent = edges.length;
	const of = Uint16Array.from(values, (value) => (Number.isNaN(value) ? absent : placeOf(edges, value)));
	const count = edges.length + 1;
	return distinct.length + (known.length < values.length ? 1 : 0) < 2 ? undefined : { of, count, exact };
}

/** The least values of the bins. */
function edgesOf(sorted: Float64Array): Float64Array {
	const edges = Array.from({ length: BINS }, (_, bin) => sorted[Math.floor((bin * sorted.length) / BINS)]);
	return Float64Array.from(new Set(edges));
}

/** Place of the last edge that is not above the value. */
function placeOf(edges: Float64Array, value: number): number {
	let [low, high] = [0, edges.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (edges[middle] <= value) low = middle;
		else high = middle - 1;
	}
	return low;
}
