// AssemblyScript, compiled to WebAssembly SIMD by scripts/buildKernels.mjs; `ward.twin.ts` says the same readably.
// Clusters lie in tiles of sixteen, column by column, so that sixteen costs are made at a time, each summed over the
// columns in the order of the twin. Absent clusters are infinitely far away.

/** First byte the caller may use. */
export function heapBase(): usize {
	return (__heap_base + 15) & ~15;
}

/**
 * The cluster cheapest to merge with cluster `own`; ties go to the lower number. tiles: tileCount × columns × 16 f32.
 * weights: tileCount × 16 f32. centre: columns f32, that of `own`. cost: f32, receives a·b / (a + b) · |centres apart|².
 */
export function cheapest(
	tiles: usize,
	tileCount: i32,
	columns: i32,
	weights: usize,
	centre: usize,
	weight: f32,
	own: i32,
	cost: usize,
): i32 {
	const end = centre + (<usize>columns << 2);
	const ownWeight = f32x4.splat(weight);
	const self = i32x4.splat(own);
	let best = f32x4.splat(Infinity);
	let index = i32x4(0, 1, 2, 3);
	let lanes = index;
	let member = tiles;
	let weightAt = weights;
	for (let tile = 0; tile < tileCount; tile += 1) {
		let sum0 = f32x4.splat(0);
		let sum1 = sum0;
		let sum2 = sum0;
		let sum3 = sum0;
		let at = centre;
		while (at < end) {
			const value = v128.load_splat<f32>(at);
			sum0 = addSquare(sum0, value, v128.load(member));
			sum1 = addSquare(sum1, value, v128.load(member, 16));
			sum2 = addSquare(sum2, value, v128.load(member, 32));
			sum3 = addSquare(sum3, value, v128.load(member, 48));
			at += 4;
			member += 64;
		}
		for (let part = 0; part < 4; part += 1) {
			const sum = part == 0 ? sum0 : part == 1 ? sum1 : part == 2 ? sum2 : sum3;
			const other = v128.load(weightAt);
			const scale = f32x4.div(f32x4.mul(ownWeight, other), f32x4.add(ownWeight, other));
			const costs = v128.bitselect(f32x4.splat(Infinity), f32x4.mul(scale, sum), i32x4.eq(lanes, self));
			const cheaper = f32x4.lt(costs, best);
			best = v128.bitselect(costs, best, cheaper);
			index = v128.bitselect(lanes, index, cheaper);
			lanes = i32x4.add(lanes, i32x4.splat(4));
			weightAt += 16;
		}
	}
	return storeCheapest(best, index, cost);
}

@inline
function addSquare(sum: v128, value: v128, member: v128): v128 {
	const difference = f32x4.sub(value, member);
	return f32x4.add(sum, f32x4.mul(difference, difference));
}

/** The least of four lanes and its cluster; the lower cluster wins a tie. */
@inline
function storeCheapest(best: v128, index: v128, cost: usize): i32 {
	const cost0 = f32x4.extract_lane(best, 0);
	const cost1 = f32x4.extract_lane(best, 1);
	const cost2 = f32x4.extract_lane(best, 2);
	const cost3 = f32x4.extract_lane(best, 3);
	const place0 = i32x4.extract_lane(index, 0);
	const place1 = i32x4.extract_lane(index, 1);
	const place2 = i32x4.extract_lane(index, 2);
	const place3 = i32x4.extract_lane(index, 3);
	const left = cost1 < cost0 || (cost1 == cost0 && place1 < place0);
	const leftCost = left ? cost1 : cost0;
	const leftPlace = left ? place1 : place0;
	const right = cost3 < cost2 || (cost3 == cost2 && place3 < place2);
	const rightCost = right ? cost3 : cost2;
	const rightPlace = right ? place3 : place2;
	const second = rightCost < leftCost || (rightCost == leftCost && rightPlace < leftPlace);
	store<f32>(cost, second ? rightCost : leftCost);
	return second ? rightPlace : leftPlace;
}
