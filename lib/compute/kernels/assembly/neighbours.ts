// AssemblyScript, compiled to WebAssembly SIMD by scripts/buildKernels.mjs; `neighbours.twin.ts` says the same readably.
// Rows stand in leaves of 32, column by column, so that one row meets the 32 rows of another leaf at a time; each
// distance is summed over the columns in the order of the twin. Before that, the box around the other leaf tells which
// rows can have anything in it. No static data: the caller starts at heapBase().

const ROWS = 32;
const LEAF_SHIFT = 5;
/** Bytes of 32 numbers. */
const STRIDE: usize = 128;
/** Columns summed between two looks at whether all 32 are out of reach already. */
const CHUNK = 8;

let columns: i32 = 0;
let tiles: usize = 0;
let lows: usize = 0;
let highs: usize = 0;
let sizes: usize = 0;
let scratch: usize = 0;
let boxes: usize = 0;

/** First byte the caller may use. */
export function heapBase(): usize {
	return (__heap_base + 15) & ~15;
}

/**
 * Where things lie. tilesAt: leaves × columns × 32 f32. lowsAt, highsAt: leaves × columns f32, the box around each
 * leaf. sizesAt: leaves i32, rows of each leaf that are no filler. scratchAt: 64 f32 of room.
 */
export function setUp(
	columnCount: i32,
	tilesAt: usize,
	lowsAt: usize,
	highsAt: usize,
	sizesAt: usize,
	scratchAt: usize,
): void {
	columns = columnCount;
	tiles = tilesAt;
	lows = lowsAt;
	highs = highsAt;
	sizes = sizesAt;
	scratch = scratchAt;
	boxes = scratchAt + STRIDE;
}

/**
 * Puts the members of a leaf into the lists of nearest others of the rows of another leaf (or of the same).
 * distances: slots × count f32, squared, upwards. slots: slots × count i32. Returns the largest last distance.
 */
export function addNearest(query: i32, members: i32, count: i32, distances: usize, slots: usize): f32 {
	measureBoxes(query, members);
	const rows = load<i32>(sizes + (<usize>query << 2));
	const listBytes: usize = <usize>count << 2;
	let distanceList = distances + <usize>(query << LEAF_SHIFT) * listBytes;
	let slotList = slots + <usize>(query << LEAF_SHIFT) * listBytes;
	const last = listBytes - 4;
	const self = query == members;
	let largest: f32 = 0;
	for (let row = 0; row < rows; row += 1) {
		let reach = load<f32>(distanceList + last);
		if (boxDistance(row) < reach && measure(query, row, members, reach)) {
			for (let lane = 0; lane < ROWS; lane += 1) {
				const distance = load<f32>(scratch + (<usize>lane << 2));
				if (distance >= reach || (self && lane == row)) continue;
				let at = last;
				while (at > 0) {
					const before = load<f32>(distanceList + at - 4);
					if (before <= distance) break;
					store<f32>(distanceList + at, before);
					store<i32>(slotList + at, load<i32>(slotList + at - 4));
					at -= 4;
				}
				store<f32>(distanceList + at, distance);
				store<i32>(slotList + at, (members << LEAF_SHIFT) + lane);
				reach = load<f32>(distanceList + last);
			}
		}
		if (reach > largest) largest = reach;
		distanceList += listBytes;
		slotList += listBytes;
	}
	return largest;
}

/**
 * Adds to counts (slots i32) how many members of a leaf lie within the radius of each row of another leaf; a row that
 * has reached `enough` is left alone. Returns how many rows have not.
 */
export function countWithin(query: i32, members: i32, squaredRadius: f32, enough: i32, counts: usize): i32 {
	measureBoxes(query, members);
	const rows = load<i32>(sizes + (<usize>query << 2));
	let at = counts + (<usize>query << (LEAF_SHIFT + 2));
	const limit = f32x4.splat(squaredRadius);
	let left = 0;
	for (let row = 0; row < rows; row += 1, at += 4) {
		let count = load<i32>(at);
		if (count >= enough) continue;
		if (boxDistance(row) <= squaredRadius && measure(query, row, members, squaredRadius)) {
			for (let lane: usize = 0; lane < STRIDE; lane += 16) {
				count += popcnt<i32>(i32x4.bitmask(f32x4.le(v128.load(scratch + lane), limit)));
			}
			store<i32>(at, count);
		}
		left += i32(count < enough);
	}
	return left;
}

/**
 * The first pair of rows of two leaves, from row `from` of the first on, that lie within the radius of each other and
 * belong to different components; components: slots i32, negative for rows that link nothing. Returns
 * row · 32 + member, or −1.
 */
export function firstLink(query: i32, members: i32, squaredRadius: f32, from: i32, components: usize): i32 {
	measureBoxes(query, members);
	const rows = load<i32>(sizes + (<usize>query << 2));
	const own = components + (<usize>query << (LEAF_SHIFT + 2));
	const others = components + (<usize>members << (LEAF_SHIFT + 2));
	const limit = f32x4.splat(squaredRadius);
	for (let row = from; row < rows; row += 1) {
		const component = load<i32>(own + (<usize>row << 2));
		if (component < 0 || boxDistance(row) > squaredRadius) continue;
		if (!measure(query, row, members, squaredRadius)) continue;
		for (let lane: usize = 0; lane < STRIDE; lane += 16) {
			const theirs = v128.load(others + lane);
			const foreign = v128.and(i32x4.ne(theirs, i32x4.splat(component)), i32x4.gt_s(theirs, i32x4.splat(-1)));
			const near = f32x4.le(v128.load(scratch + lane), limit);
			const mask = i32x4.bitmask(v128.and(near, foreign));
			if (mask != 0) return (row << LEAF_SHIFT) + i32(lane >> 2) + ctz<i32>(mask);
		}
	}
	return -1;
}

/**
 * Lowers, for the rows of one leaf, the least max(squared distance, floor of the row, floor of the member) to a member
 * of another component. floors, best: slots f32. components, bestSlots: slots i32; a member with a negative component is
 * nobody's, and a row whose best is not above its floor has nothing to ask. Returns the largest best of those that have.
 */
export function nearestOther(
	query: i32,
	members: i32,
	floors: usize,
	components: usize,
	best: usize,
	bestSlots: usize,
): f32 {
	measureBoxes(query, members);
	const rows = load<i32>(sizes + (<usize>query << 2));
	const first = <usize>query << (LEAF_SHIFT + 2);
	const other = <usize>members << (LEAF_SHIFT + 2);
	let largest: f32 = -1;
	for (let row = 0; row < rows; row += 1) {
		const at = first + (<usize>row << 2);
		const component = load<i32>(components + at);
		let least = load<f32>(best + at);
		const floor = load<f32>(floors + at);
		if (floor < least && boxDistance(row) < least && measure(query, row, members, least)) {
			for (let lane: usize = 0; lane < STRIDE; lane += 16) {
				const theirs = v128.load(components + other + lane);
				const foreign = v128.and(i32x4.ne(theirs, i32x4.splat(component)), i32x4.gt_s(theirs, i32x4.splat(-1)));
				const apart = f32x4.pmax(v128.load(scratch + lane), v128.load(floors + other + lane));
				const weights = f32x4.pmax(apart, f32x4.splat(floor));
				let mask = i32x4.bitmask(v128.and(f32x4.lt(weights, f32x4.splat(least)), foreign));
				if (mask == 0) continue;
				v128.store(scratch + lane, weights);
				for (; mask != 0; mask &= mask - 1) {
					const member = lane + (<usize>ctz<i32>(mask) << 2);
					const weight = load<f32>(scratch + member);
					if (weight >= least) continue;
					least = weight;
					store<f32>(best + at, weight);
					store<i32>(bestSlots + at, (members << LEAF_SHIFT) + i32(member >> 2));
				}
			}
		}
		if (floor < least && least > largest) largest = least;
	}
	return largest;
}

/** Squared distances of all rows of a leaf to the box around another, into `boxes`. */
function measureBoxes(query: i32, members: i32): void {
	const tile = tiles + <usize>query * <usize>columns * STRIDE;
	const low = lows + ((<usize>members * <usize>columns) << 2);
	const high = highs + ((<usize>members * <usize>columns) << 2);
	const zero = f32x4.splat(0);
	for (let lane: usize = 0; lane < STRIDE; lane += 16) {
		let sum = zero;
		let value = tile + lane;
		for (let column: usize = 0; column < <usize>columns << 2; column += 4) {
			const here = v128.load(value);
			const below = f32x4.sub(v128.load_splat<f32>(low + column), here);
			const above = f32x4.sub(here, v128.load_splat<f32>(high + column));
			const outside = f32x4.pmax(f32x4.pmax(below, above), zero);
			sum = f32x4.add(sum, f32x4.mul(outside, outside));
			value += STRIDE;
		}
		v128.store(boxes + lane, sum);
	}
}

@inline
function boxDistance(row: i32): f32 {
	return load<f32>(boxes + (<usize>row << 2));
}

/**
 * Squared distances of one row to the 32 rows of a leaf, into `scratch`. False, with the scratch unwritten, as soon as
 * none of them can be within `reach`.
 */
function measure(query: i32, row: i32, members: i32, reach: f32): bool {
	let point = tiles + <usize>query * <usize>columns * STRIDE + (<usize>row << 2);
	let member = tiles + <usize>members * <usize>columns * STRIDE;
	const limit = f32x4.splat(reach);
	let sum0 = f32x4.splat(0);
	let sum1 = sum0;
	let sum2 = sum0;
	let sum3 = sum0;
	let sum4 = sum0;
	let sum5 = sum0;
	let sum6 = sum0;
	let sum7 = sum0;
	let column = 0;
	while (column < columns) {
		const stop = min(columns, column + CHUNK);
		for (; column < stop; column += 1) {
			const value = v128.load_splat<f32>(point);
			sum0 = addSquare(sum0, value, v128.load(member));
			sum1 = addSquare(sum1, value, v128.load(member, 16));
			sum2 = addSquare(sum2, value, v128.load(member, 32));
			sum3 = addSquare(sum3, value, v128.load(member, 48));
			sum4 = addSquare(sum4, value, v128.load(member, 64));
			sum5 = addSquare(sum5, value, v128.load(member, 80));
			sum6 = addSquare(sum6, value, v128.load(member, 96));
			sum7 = addSquare(sum7, value, v128.load(member, 112));
			point += STRIDE;
			member += STRIDE;
		}
		const least = f32x4.pmin(
			f32x4.pmin(f32x4.pmin(sum0, sum1), f32x4.pmin(sum2, sum3)),
			f32x4.pmin(f32x4.pmin(sum4, sum5), f32x4.pmin(sum6, sum7)),
		);
		if (!v128.any_true(f32x4.le(least, limit))) return false;
	}
	v128.store(scratch, sum0);
	v128.store(scratch, sum1, 16);
	v128.store(scratch, sum2, 32);
	v128.store(scratch, sum3, 48);
	v128.store(scratch, sum4, 64);
	v128.store(scratch, sum5, 80);
	v128.store(scratch, sum6, 96);
	v128.store(scratch, sum7, 112);
	return true;
}

@inline
function addSquare(sum: v128, value: v128, member: v128): v128 {
	const difference = f32x4.sub(value, member);
	return f32x4.add(sum, f32x4.mul(difference, difference));
}
