// AssemblyScript, compiled to WebAssembly SIMD by scripts/buildKernels.mjs; `mixture.twin.ts` says the same readably.
// Double precision. Rows of `means`, `factors` and `products` are padded to an even number of columns ("stride") with
// zeros, and two neighbouring columns lie in one vector. No static data: the caller starts at heapBase().

/** First byte the caller may use. */
export function heapBase(): usize {
	return (__heap_base + 15) & ~15;
}

/**
 * ln(weight × density) of each row under each component, minus infinity where it is further than `cut` below the best
 * of the row. points: rows × columns f32. means: components × stride f64. constants: components f64.
 * factors: components × columns × stride f64, column j of the upper factor in its row j; where `diagonal` is 1
 * components × stride, the diagonals. labels: rows i32, the component to begin with. offsets: stride f64, scratch.
 * logs: rows × components f64.
 */
export function logDensities(
	points: usize,
	rows: i32,
	columns: i32,
	components: i32,
	means: usize,
	factors: usize,
	constants: usize,
	labels: usize,
	offsets: usize,
	logs: usize,
	diagonal: i32,
	cut: f64,
): void {
	const stride: usize = (<usize>columns + 1) & ~1;
	const meanBytes: usize = stride << 3;
	const factorBytes: usize = diagonal ? meanBytes : <usize>columns * meanBytes;
	let point = points;
	let log = logs;
	for (let row = 0; row < rows; row += 1) {
		const first = load<i32>(labels + (<usize>row << 2));
		let best = -Infinity;
		for (let turn = 0; turn < components; turn += 1) {
			const component = <usize>(turn == 0 ? first : turn <= first ? turn - 1 : turn);
			const constant = load<f64>(constants + (component << 3));
			const limit = 2 * (constant - best + cut);
			subtractMean(point, columns, means + component * meanBytes, offsets);
			const factor = factors + component * factorBytes;
			const square = diagonal
				? diagonalSquare(offsets, factor, meanBytes)
				: fullSquare(offsets, factor, columns, meanBytes, limit);
			const value = square > limit ? -Infinity : constant - 0.5 * square;
			store<f64>(log + (component << 3), value);
			best = max(best, value);
		}
		point += <usize>columns << 2;
		log += <usize>components << 3;
	}
}

/** offsets = point − mean in double precision; the padding stays what it is. */
@inline
function subtractMean(point: usize, columns: i32, mean: usize, offsets: usize): void {
	const pairs = columns & ~1;
	let column = 0;
	for (; column < pairs; column += 2) {
		const two = f64x2.promote_low_f32x4(v128.load64_zero(point + (<usize>column << 2)));
		const at = <usize>column << 3;
		v128.store(offsets + at, f64x2.sub(two, v128.load(mean + at)));
	}
	if (column < columns) {
		const at = <usize>column << 3;
		store<f64>(offsets + at, <f64>load<f32>(point + (<usize>column << 2)) - load<f64>(mean + at));
		store<f64>(offsets + at + 8, 0);
	}
}

/** |offsets · U|², given up once it is above the limit. Two columns at a time, which have the same vectors to add. */
@inline
function fullSquare(offsets: usize, factor: usize, columns: i32, strideBytes: usize, limit: f64): f64 {
	let square: f64 = 0;
	let line = factor;
	let column = 0;
	for (; column + 2 <= columns; column += 2) {
		const bytes: usize = <usize>(column + 2) << 3;
		const second = line + strideBytes;
		let sum0 = f64x2.splat(0);
		let sum1 = sum0;
		for (let at: usize = 0; at < bytes; at += 16) {
			const offset = v128.load(offsets + at);
			sum0 = f64x2.add(sum0, f64x2.mul(offset, v128.load(line + at)));
			sum1 = f64x2.add(sum1, f64x2.mul(offset, v128.load(second + at)));
		}
		const along0 = f64x2.extract_lane(sum0, 0) + f64x2.extract_lane(sum0, 1);
		const along1 = f64x2.extract_lane(sum1, 0) + f64x2.extract_lane(sum1, 1);
		square += along0 * along0;
		square += along1 * along1;
		if (square > limit) return square;
		line = second + strideBytes;
	}
	if (column < columns) {
		let sum = f64x2.splat(0);
		for (let at: usize = 0; at < strideBytes; at += 16) {
			sum = f64x2.add(sum, f64x2.mul(v128.load(offsets + at), v128.load(line + at)));
		}
		const along = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
		square += along * along;
	}
	return square;
}

@inline
function diagonalSquare(offsets: usize, factor: usize, strideBytes: usize): f64 {
	let sum = f64x2.splat(0);
	for (let at: usize = 0; at < strideBytes; at += 16) {
		const along = f64x2.mul(v128.load(offsets + at), v128.load(factor + at));
		sum = f64x2.add(sum, f64x2.mul(along, along));
	}
	return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Rows that are added to the products together, so that a product is loaded and stored once for all of them. */
const TOGETHER: i32 = 4;

/**
 * Adds each row to the moments about the means of its components, in the order of the rows. shares: rows × components
 * f64, 0 for none. offsets: 4 × stride + 4 f64, scratch. weights: components f64. sums: components × stride f64.
 * products: components × columns × stride f64, of which the columns from the row's own on hold; where `diagonal` is 1
 * components × stride, the squares alone.
 */
export function addMoments(
	points: usize,
	rows: i32,
	columns: i32,
	components: i32,
	means: usize,
	shares: usize,
	offsets: usize,
	weights: usize,
	sums: usize,
	products: usize,
	diagonal: i32,
): void {
	const meanBytes: usize = ((<usize>columns + 1) & ~1) << 3;
	const productBytes: usize = diagonal ? meanBytes : <usize>columns * meanBytes;
	const waitingWeights = offsets + <usize>TOGETHER * meanBytes;
	for (let component: usize = 0; component < <usize>components; component += 1) {
		const mean = means + component * meanBytes;
		const sum = sums + component * meanBytes;
		const product = products + component * productBytes;
		let total = load<f64>(weights + (component << 3));
		let waiting: i32 = 0;
		for (let row = 0; row < rows; row += 1) {
			const weight = load<f64>(shares + ((<usize>row * <usize>components + component) << 3));
			if (weight == 0) continue;
			total += weight;
			const own = offsets + <usize>waiting * meanBytes;
			subtractMean(points + ((<usize>row * <usize>columns) << 2), columns, mean, own);
			addScaled(sum, own, weight, 0, meanBytes);
			if (diagonal) {
				addSquares(product, own, weight, meanBytes);
				continue;
			}
			store<f64>(waitingWeights + (<usize>waiting << 3), weight);
			waiting += 1;
			if (waiting == TOGETHER) {
				addFour(product, offsets, waitingWeights, columns, meanBytes);
				waiting = 0;
			}
		}
		for (let at: usize = 0; at < <usize>waiting; at += 1) {
			addOne(product, offsets + at * meanBytes, load<f64>(waitingWeights + (at << 3)), columns, meanBytes);
		}
		store<f64>(weights + (component << 3), total);
	}
}

@inline
function addOne(product: usize, offsets: usize, weight: f64, columns: i32, meanBytes: usize): void {
	for (let column: usize = 0; column < <usize>columns; column += 1) {
		const scaled = weight * load<f64>(offsets + (column << 3));
		addScaled(product + column * meanBytes, offsets, scaled, (column & ~1) << 3, meanBytes);
	}
}

function addFour(product: usize, offsets: usize, weights: usize, columns: i32, meanBytes: usize): void {
	const offsets1 = offsets + meanBytes;
	const offsets2 = offsets1 + meanBytes;
	const offsets3 = offsets2 + meanBytes;
	let line = product;
	for (let column: usize = 0; column < <usize>columns; column += 1) {
		const place = column << 3;
		const scale0 = f64x2.splat(load<f64>(weights) * load<f64>(offsets + place));
		const scale1 = f64x2.splat(load<f64>(weights, 8) * load<f64>(offsets1 + place));
		const scale2 = f64x2.splat(load<f64>(weights, 16) * load<f64>(offsets2 + place));
		const scale3 = f64x2.splat(load<f64>(weights, 24) * load<f64>(offsets3 + place));
		for (let at: usize = (column & ~1) << 3; at < meanBytes; at += 16) {
			let sum = f64x2.add(v128.load(line + at), f64x2.mul(scale0, v128.load(offsets + at)));
			sum = f64x2.add(sum, f64x2.mul(scale1, v128.load(offsets1 + at)));
			sum = f64x2.add(sum, f64x2.mul(scale2, v128.load(offsets2 + at)));
			sum = f64x2.add(sum, f64x2.mul(scale3, v128.load(offsets3 + at)));
			v128.store(line + at, sum);
		}
		line += meanBytes;
	}
}

@inline
function addScaled(into: usize, offsets: usize, factor: f64, from: usize, to: usize): void {
	const scale = f64x2.splat(factor);
	for (let at = from; at < to; at += 16) {
		v128.store(into + at, f64x2.add(v128.load(into + at), f64x2.mul(scale, v128.load(offsets + at))));
	}
}

@inline
function addSquares(into: usize, offsets: usize, factor: f64, to: usize): void {
	const scale = f64x2.splat(factor);
	for (let at: usize = 0; at < to; at += 16) {
		const offset = v128.load(offsets + at);
		v128.store(into + at, f64x2.add(v128.load(into + at), f64x2.mul(f64x2.mul(scale, offset), offset)));
	}
}
