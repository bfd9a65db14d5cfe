import type { WardKernel } from '../../../compute/kernels/wardKernel';
import { squaredDistance } from '../../../math/distance';
import type { Matrix } from '../../../math/matrix';

/** Two clusters become one, which goes by the name of the left one's row. */
export interface Merge {
	readonly left: number;
	readonly right: number;
	/** √(2ab / (a + b)) · |centres apart|, as in scipy and R's ward.D2. */
	readonly height: number;
}

/** Clusters that merge, each named by one of its rows. */
export interface Clusters {
	first(): number;
	cheapest(row: number): { readonly row: number; readonly cost: number };
	merge(left: number, right: number): Merge;
}

/** Every row a cluster. Centres are kept in double precision; the kernel searches in single. */
export function openClusters(kernel: WardKernel, { rows, columns, values }: Matrix, given: ArrayLike<number>): Clusters {
	const table = kernel.open({ rows, columns, values }, given);
	const centres = Float64Array.from(values);
	const weights = Float64Array.from(given);
	const rowAt = Array.from({ length: rows }, (_, row) => row);
	const placeOf = [...rowAt];
	const centreOf = (row: number): Float64Array => centres.subarray(row * columns, (row + 1) * columns);
	return {
		first: () => rowAt[0],
		cheapest: (row) => {
			const { place, cost } = table.cheapest(placeOf[row]);
			return { row: rowAt[place], cost };
		},
		merge: (left, right) => {
			const [a, b] = [weights[left], weights[right]];
			const height = Math.sqrt(((2 * a * b) / (a + b)) * squaredDistance(centreOf(left), centreOf(right)));
			centreOf(right).forEach((value, column) => {
				centres[left * columns + column] = (a * centres[left * columns + column] + b * value) / (a + b);
			});
			weights[left] = a + b;
			table.set(placeOf[left], centreOf(left), a + b);
			// The last cluster moves into the place that became free.
			const moved = rowAt[rowAt.length - 1];
			table.set(placeOf[right], centreOf(moved), weights[moved]);
			rowAt[placeOf[right]] = moved;
			placeOf[moved] = placeOf[right];
			rowAt.pop();
			table.removeLast();
			return { left, right, height };
		},
	};
}
