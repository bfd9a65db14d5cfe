import { loadKernel } from './loadKernel';
import { WARD_LANES, type WardKernel } from './wardKernel';

/** The export of assembly/ward.ts, in byte offsets and counts. */
interface WardFunctions {
	cheapest(
		...call: [
			tiles: number,
			tileCount: number,
			columns: number,
			weights: number,
			centre: number,
			weight: number,
			own: number,
			cost: number,
		]
	): number;
}

/** The Ward kernel as WebAssembly SIMD; its memory holds the centres of all clusters. */
export function openWardKernel(): WardKernel {
	const kernel = loadKernel<WardFunctions>('ward');
	return {
		open: (centres, given) => {
			const { columns } = centres;
			const tiles = Math.ceil(centres.rows / WARD_LANES);
			const slots = tiles * WARD_LANES;
			const [tilesAt, weightsAt, centreAt, costAt] = kernel.place(slots * columns * 4, slots * 4, columns * 4, 4);
			const buffer = kernel.buffer();
			const members = new Float32Array(buffer, tilesAt, slots * columns).fill(Infinity);
			const weights = new Float32Array(buffer, weightsAt, slots).fill(1);
			const centre = new Float32Array(buffer, centreAt, columns);
			const cost = new Float32Array(buffer, costAt, 1);
			let count = centres.rows;
			const slotOf = (place: number, column: number): number =>
				(Math.floor(place / WARD_LANES) * columns + column) * WARD_LANES + (place % WARD_LANES);
			const set = (place: number, values: ArrayLike<number>, weight: number): void => {
				for (let column = 0; column < columns; column += 1) members[slotOf(place, column)] = values[column];
				weights[place] = weight;
			};
			for (let place = 0; place < count; place += 1) {
				set(place, centres.values.subarray(place * columns, (place + 1) * columns), given[place]);
			}
			return {
				set,
				cheapest: (place) => {
					for (let column = 0; column < columns; column += 1) centre[column] = members[slotOf(place, column)];
					const used = Math.ceil(count / WARD_LANES);
					const found = kernel.functions.cheapest(
						tilesAt, used, columns, weightsAt, centreAt, weights[place], place, costAt,
					);
					return { place: found, cost: cost[0] };
				},
				removeLast: () => {
					count -= 1;
					for (let column = 0; column < columns; column += 1) members[slotOf(count, column)] = Infinity;
				},
			};
		},
	};
}
