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

/** |offsets · U|², given up once it is above the limit. */
@inline
function fullSquare(offsets: usize, factor: usize, columns: i32, strideBytes: usize, limit: f64): f64 {
	let square: f64 = 0;
	let line = factor;
	for (let column = 0; column < columns; column += 1) {
		const bytes: usize = (<usize>(column + 2) & ~1) << 3;
		let sum = f64x2.splat(0);
		for (let at: usize = 0; at < bytes; at += 16) {
			sum = f64x2.add(sum, f64x2.mul(v128.load(offsets + at), v128.load(line + at)));
		}
		const along = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
		square += along * along;
		if (square > limit) return square;
		line += strideBytes;
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

/**
 * Adds each row to the moments about the means of its components. shares: rows × components f64, 0 for none.
 * weights: components f64. sums: components × stride f64. products: components × columns × stride f64, of which the
 * columns from the row's own on hold; where `diagonal` is 1 components × stride, the squares alone.
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
	let point = points;
	let share = shares;
	for (let row = 0; row < rows; row += 1) {
		for (let component: usize = 0; component < <usize>components; component += 1) {
			const weight = load<f64>(share + (component << 3));
			if (weight == 0) continue;
			const total = weights + (component << 3);
			store<f64>(total, load<f64>(total) + weight);
			subtractMean(point, columns, means + component * meanBytes, offsets);
			addScaled(sums + component * meanBytes, offsets, weight, 0, meanBytes);
			const product = products + component * productBytes;
			if (diagonal) addSquares(product, offsets, weight, meanBytes);
			else {
				for (let column: usize = 0; column < <usize>columns; column += 1) {
					const scaled = weight * load<f64>(offsets + (column << 3));
					addScaled(product + column * meanBytes, offsets, scaled, (column & ~1) << 3, meanBytes);
				}
			}
		}
		point += <usize>columns << 2;
		share += <usize>components << 3;
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
