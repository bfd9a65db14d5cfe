import type { Cheapest, WardKernel } from './wardKernel';

/** The Ward kernel in plain TypeScript: what the WebAssembly one must equal, bit by bit. */
export const wardTwin: WardKernel = {
	open: ({ rows, columns, values }, given) => {
		const clusters = Array.from({ length: rows }, (_, place) => ({
			centre: values.slice(place * columns, (place + 1) * columns),
			weight: Math.fround(given[place]),
		}));
		return {
			set: (place, centre, weight) =>
				(clusters[place] = { centre: Float32Array.from(centre), weight: Math.fround(weight) }),
			removeLast: () => void clusters.pop(),
			cheapest: (own) => {
				let best: Cheapest = { place: 0, cost: Infinity };
				clusters.forEach((cluster, place) => {
					const cost = place === own ? Infinity : costOf(clusters[own], cluster);
					if (cost < best.cost) best = { place, cost };
				});
				return best;
			},
		};
	},
};

interface Cluster {
	readonly centre: Float32Array;
	readonly weight: number;
}

/** In single precision after every operation, as the vector lanes compute. */
function costOf(own: Cluster, other: Cluster): number {
	let sum = 0;
	own.centre.forEach((value, column) => {
		const difference = Math.fround(value - other.centre[column]);
		sum = Math.fround(sum + Math.fround(difference * difference));
	});
	const product = Math.fround(own.weight * other.weight);
	return Math.fround(Math.fround(product / Math.fround(own.weight + other.weight)) * sum);
}
