// AssemblyScript, compiled to WebAssembly SIMD by scripts/buildKernels.mjs; `kmeans.twin.ts` says the same readably.
// Four centres lie side by side in one vector ("lane per centre"), so that a distance is summed column by
// column in the order of the twin, and both give the same bits. No static data: the caller starts at heapBase().

/** First byte the caller may use. */
export function heapBase(): usize {
	return (__heap_base + 15) & ~15;
}

/**
 * Nearest centre of each row; ties go to the lower number.
 * points: rows × columns f32. centres: groups × columns × 4 f32, absent centres filled with infinity.
 * labels: rows i32. distances: rows f32, squared. Returns the sum of the distances.
 */
export function nearestCentres(
	points: usize,
	rows: i32,
	columns: i32,
	centres: usize,
	groups: i32,
	labels: usize,
	distances: usize,
): f64 {
	const rowBytes: usize = <usize>columns << 2;
	const groupBytes: usize = <usize>columns << 4;
	let row: i32 = 0;
	for (; row + 4 <= rows; row += 4) {
		const p0 = points + <usize>row * rowBytes;
		const p1 = p0 + rowBytes;
		const p2 = p1 + rowBytes;
		const p3 = p2 + rowBytes;
		let best0 = f32x4.splat(Infinity);
		let best1 = best0;
		let best2 = best0;
		let best3 = best0;
		let index0 = i32x4(0, 1, 2, 3);
		let index1 = index0;
		let index2 = index0;
		let index3 = index0;
		let lanes = index0;
		let group = centres;
		for (let g = 0; g < groups; g += 1) {
			let sum0 = f32x4.splat(0);
			let sum1 = sum0;
			let sum2 = sum0;
			let sum3 = sum0;
			let q0 = p0;
			let q1 = p1;
			let q2 = p2;
			let q3 = p3;
			let centre = group;
			const end = p0 + rowBytes;
			while (q0 < end) {
				const c = v128.load(centre);
				sum0 = addSquare(sum0, v128.load_splat<f32>(q0), c);
				sum1 = addSquare(sum1, v128.load_splat<f32>(q1), c);
				sum2 = addSquare(sum2, v128.load_splat<f32>(q2), c);
				sum3 = addSquare(sum3, v128.load_splat<f32>(q3), c);
				q0 += 4;
				q1 += 4;
				q2 += 4;
				q3 += 4;
				centre += 16;
			}
			const nearer0 = f32x4.lt(sum0, best0);
			const nearer1 = f32x4.lt(sum1, best1);
			const nearer2 = f32x4.lt(sum2, best2);
			const nearer3 = f32x4.lt(sum3, best3);
			best0 = v128.bitselect(sum0, best0, nearer0);
			best1 = v128.bitselect(sum1, best1, nearer1);
			best2 = v128.bitselect(sum2, best2, nearer2);
			best3 = v128.bitselect(sum3, best3, nearer3);
			index0 = v128.bitselect(lanes, index0, nearer0);
			index1 = v128.bitselect(lanes, index1, nearer1);
			index2 = v128.bitselect(lanes, index2, nearer2);
			index3 = v128.bitselect(lanes, index3, nearer3);
			lanes = i32x4.add(lanes, i32x4.splat(4));
			group += groupBytes;
		}
		storeNearest(best0, index0, row, labels, distances);
		storeNearest(best1, index1, row + 1, labels, distances);
		storeNearest(best2, index2, row + 2, labels, distances);
		storeNearest(best3, index3, row + 3, labels, distances);
	}
	for (; row < rows; row += 1) {
		const p0 = points + <usize>row * rowBytes;
		let best = f32x4.splat(Infinity);
		let index = i32x4(0, 1, 2, 3);
		let lanes = index;
		let group = centres;
		for (let g = 0; g < groups; g += 1) {
			let sum = f32x4.splat(0);
			for (let at: usize = 0; at < rowBytes; at += 4) {
				sum = addSquare(sum, v128.load_splat<f32>(p0 + at), v128.load(group + (at << 2)));
			}
			const nearer = f32x4.lt(sum, best);
			best = v128.bitselect(sum, best, nearer);
			index = v128.bitselect(lanes, index, nearer);
			lanes = i32x4.add(lanes, i32x4.splat(4));
			group += groupBytes;
		}
		storeNearest(best, index, row, labels, distances);
	}
	return sumOf(distances, rows);
}

@inline
function addSquare(sum: v128, value: v128, centre: v128): v128 {
	const difference = f32x4.sub(value, centre);
	return f32x4.add(sum, f32x4.mul(difference, difference));
}

/** The least of four lanes and its centre; the lower centre wins a tie. */
@inline
function storeNearest(best: v128, index: v128, row: i32, labels: usize, distances: usize): void {
	const distance0 = f32x4.extract_lane(best, 0);
	const distance1 = f32x4.extract_lane(best, 1);
	const distance2 = f32x4.extract_lane(best, 2);
	const distance3 = f32x4.extract_lane(best, 3);
	const label0 = i32x4.extract_lane(index, 0);
	const label1 = i32x4.extract_lane(index, 1);
	const label2 = i32x4.extract_lane(index, 2);
	const label3 = i32x4.extract_lane(index, 3);
	const left = distance1 < distance0 || (distance1 == distance0 && label1 < label0);
	const leftDistance = left ? distance1 : distance0;
	const leftLabel = left ? label1 : label0;
	const right = distance3 < distance2 || (distance3 == distance2 && label3 < label2);
	const rightDistance = right ? distance3 : distance2;
	const rightLabel = right ? label3 : label2;
	const second = rightDistance < leftDistance || (rightDistance == leftDistance && rightLabel < leftLabel);
	store<f32>(distances + (<usize>row << 2), second ? rightDistance : leftDistance);
	store<i32>(labels + (<usize>row << 2), second ? rightLabel : leftLabel);
}

function sumOf(values: usize, count: i32): f64 {
	let sum: f64 = 0;
	const end = values + (<usize>count << 2);
	for (let at = values; at < end; at += 4) sum += <f64>load<f32>(at);
	return sum;
}

/**
 * Adds each row to the sums of its centre, row after row.
 * labels: rows i32. sums: centres × columns f64. counts: centres i32. Both are added to, not cleared.
 */
export function addToCentres(
	points: usize,
	rows: i32,
	columns: i32,
	labels: usize,
	sums: usize,
	counts: usize,
): void {
	const vectorColumns = columns & ~3;
	let point = points;
	for (let row = 0; row < rows; row += 1) {
		const label = <usize>load<i32>(labels + (<usize>row << 2));
		const count = counts + (label << 2);
		store<i32>(count, load<i32>(count) + 1);
		let sum = sums + ((label * <usize>columns) << 3);
		let column = 0;
		for (; column < vectorColumns; column += 4) {
			const four = v128.load(point);
			const high = v128.shuffle<i32>(four, four, 2, 3, 2, 3);
			v128.store(sum, f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(four)));
			v128.store(sum, f64x2.add(v128.load(sum, 16), f64x2.promote_low_f32x4(high)), 16);
			point += 16;
			sum += 32;
		}
		for (; column < columns; column += 1) {
			store<f64>(sum, load<f64>(sum) + <f64>load<f32>(point));
			point += 4;
			sum += 8;
		}
	}
}

/**
 * What four candidate centres would leave to pay, for k-means++ with trials.
 * candidates: columns × 4 f32. closest: rows f32, squared distance to the nearest chosen centre.
 * lowered: rows × 4 f32, min(closest, distance to candidate). costs: 4 f64, sums of lowered; added to.
 */
export function candidateCosts(
	points: usize,
	rows: i32,
	columns: i32,
	candidates: usize,
	closest: usize,
	lowered: usize,
	costs: usize,
): void {
	const rowBytes: usize = <usize>columns << 2;
	let low = v128.load(costs);
	let high = v128.load(costs, 16);
	let point = points;
	for (let row = 0; row < rows; row += 1) {
		let sum = f32x4.splat(0);
		for (let at: usize = 0; at < rowBytes; at += 4) {
			sum = addSquare(sum, v128.load_splat<f32>(point + at), v128.load(candidates + (at << 2)));
		}
		const least = f32x4.min(sum, v128.load_splat<f32>(closest + (<usize>row << 2)));
		v128.store(lowered + (<usize>row << 4), least);
		low = f64x2.add(low, f64x2.promote_low_f32x4(least));
		high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i32>(least, least, 2, 3, 2, 3)));
		point += rowBytes;
	}
	v128.store(costs, low);
	v128.store(costs, high, 16);
}
