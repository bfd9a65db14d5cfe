// AssemblyScript, compiled to WebAssembly SIMD by scripts/buildKernels.mjs; `silhouette.twin.ts` says the same readably.
// The members of a cluster lie in tiles of sixteen, column by column, so that sixteen distances are made at
// a time, each summed over the columns in the order of the twin.

/** First byte the caller may use. */
export function heapBase(): usize {
	return (__heap_base + 15) & ~15;
}

/**
 * Adds to sums (rows × clusters f64) the distance of each row to the members of each cluster.
 * points: rows × columns f32. tiles: tileCount × columns × 16 f32. weights: tileCount × 16 f32, 1 for a
 * member and 0 for a filler. tileClusters: tileCount i32.
 */
export function addDistances(
	points: usize,
	rows: i32,
	columns: i32,
	tiles: usize,
	weights: usize,
	tileClusters: usize,
	tileCount: i32,
	sums: usize,
	clusters: i32,
): void {
	const rowBytes: usize = <usize>columns << 2;
	const tileBytes: usize = <usize>columns << 6;
	const sumBytes: usize = <usize>clusters << 3;
	for (let tile = 0; tile < tileCount; tile += 1) {
		const members = tiles + <usize>tile * tileBytes;
		const weight = weights + (<usize>tile << 6);
		let sum = sums + (<usize>load<i32>(tileClusters + (<usize>tile << 2)) << 3);
		let point = points;
		for (let row = 0; row < rows; row += 1) {
			store<f64>(sum, load<f64>(sum) + tileSum(point, point + rowBytes, members, weight));
			point += rowBytes;
			sum += sumBytes;
		}
	}
}

@inline
function tileSum(start: usize, end: usize, members: usize, weight: usize): f64 {
	let square0 = f32x4.splat(0);
	let square1 = square0;
	let square2 = square0;
	let square3 = square0;
	let point = start;
	let member = members;
	while (point < end) {
		const value = v128.load_splat<f32>(point);
		square0 = addSquare(square0, value, v128.load(member));
		square1 = addSquare(square1, value, v128.load(member, 16));
		square2 = addSquare(square2, value, v128.load(member, 32));
		square3 = addSquare(square3, value, v128.load(member, 48));
		point += 4;
		member += 64;
	}
	let sum = f64x2.splat(0);
	sum = addRoots(sum, square0, v128.load(weight));
	sum = addRoots(sum, square1, v128.load(weight, 16));
	sum = addRoots(sum, square2, v128.load(weight, 32));
	sum = addRoots(sum, square3, v128.load(weight, 48));
	return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

@inline
function addSquare(sum: v128, value: v128, member: v128): v128 {
	const difference = f32x4.sub(value, member);
	return f32x4.add(sum, f32x4.mul(difference, difference));
}

@inline
function addRoots(sum: v128, squares: v128, weights: v128): v128 {
	const roots = f32x4.mul(f32x4.sqrt(squares), weights);
	const low = f64x2.add(sum, f64x2.promote_low_f32x4(roots));
	return f64x2.add(low, f64x2.promote_low_f32x4(v128.shuffle<i32>(roots, roots, 2, 3, 2, 3)));
}
