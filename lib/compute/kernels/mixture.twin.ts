import type { Matrix } from '../../math/matrix';
import { eachBlock } from './blocks';
import { CUT, squareLength, strideOf, type Components, type MixtureKernel, type Moments } from './mixtureKernel';
import { shareRows } from './shareRows';

/** The mixture kernel in plain TypeScript: what the WebAssembly one must equal, bit by bit. */
export const mixtureTwin: MixtureKernel = {
	pass: (points, components, { rows, moments }) => {
		const totals = { logLikelihood: 0, entropy: 0 };
		moments?.weights.fill(0);
		moments?.sums.fill(0);
		moments?.products.fill(0);
		eachBlock(points.rows, (first, count) => {
			const logs = new Float64Array(count * components.count);
			for (let row = 0; row < count; row += 1) {
				const begin = rows.labels[first + row];
				logs.set(logsOf(offsetsFrom(points, first + row, components), components, begin), row * components.count);
			}
			const block = shareRows(logs, { first, count, components: components.count }, rows);
			totals.logLikelihood += block.logLikelihood;
			totals.entropy += block.entropy;
			for (let row = 0; moments && row < count; row += 1) {
				const shares = logs.subarray(row * components.count, (row + 1) * components.count);
				addRow(offsetsFrom(points, first + row, components), components, { shares, moments });
			}
		});
		return totals;
	},
};

/** A row minus the mean of each component. */
type OffsetsOf = (component: number) => Float64Array;

function offsetsFrom({ values, columns }: Matrix, row: number, { means }: Components): OffsetsOf {
	const stride = strideOf(columns);
	return (component) => {
		const offsets = new Float64Array(stride);
		for (let column = 0; column < columns; column += 1) {
			offsets[column] = values[row * columns + column] - means[component * stride + column];
		}
		return offsets;
	};
}

function logsOf(offsetsOf: OffsetsOf, components: Components, begin: number): Float64Array {
	const logs = new Float64Array(components.count);
	let best = -Infinity;
	const others = [...logs.keys()].filter((component) => component !== begin);
	for (const component of [begin, ...others]) {
		const constant = components.constants[component];
		const limit = 2 * (constant - best + CUT);
		const square = squareOf(components, component, { offsets: offsetsOf(component), limit });
		logs[component] = square > limit ? -Infinity : constant - 0.5 * square;
		best = Math.max(best, logs[component]);
	}
	return logs;
}

function squareOf(
	components: Components,
	component: number,
	{ offsets, limit }: { readonly offsets: Float64Array; readonly limit: number },
): number {
	const { factors, columns, diagonal } = components;
	const own = factors.subarray(component * squareLength(components), (component + 1) * squareLength(components));
	if (diagonal) {
		const along = offsets.map((offset, column) => offset * own[column]);
		return pairedSum(along.map((value) => value * value), along.length);
	}
	let square = 0;
	for (let column = 0; column < columns; column += 1) {
		const line = own.subarray(column * strideOf(columns));
		const along = pairedSum(offsets.map((offset, at) => offset * line[at]), column + 1);
		square += along * along;
		if (square > limit) return square;
	}
	return square;
}

/** Even and odd terms apart, because the vector adds two at a time. */
function pairedSum(terms: Float64Array, length: number): number {
	const sums = [0, 0];
	for (let at = 0; at < length; at += 1) sums[at % 2] += terms[at];
	return sums[0] + sums[1];
}

function addRow(
	offsetsOf: OffsetsOf,
	components: Components,
	{ shares, moments }: { readonly shares: Float64Array; readonly moments: Moments },
): void {
	const stride = strideOf(components.columns);
	shares.forEach((share, component) => {
		if (share === 0) return;
		const offsets = offsetsOf(component);
		moments.weights[component] += share;
		offsets.forEach((offset, at) => (moments.sums[component * stride + at] += share * offset));
		const start = component * squareLength(components);
		offsets.forEach((offset, column) => {
			if (components.diagonal) moments.products[start + column] += share * offset * offset;
			else if (column < components.columns) {
				for (let at = column - (column % 2); at < stride; at += 1) {
					moments.products[start + column * stride + at] += share * offset * offsets[at];
				}
			}
		});
	});
}
