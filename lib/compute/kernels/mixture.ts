import type { Matrix } from '../../math/matrix';
import { BLOCK_ROWS, blockOf, eachBlock } from './blocks';
import { loadKernel, type Kernel } from './loadKernel';
import { CUT, squareLength, strideOf, type Components, type MixtureKernel } from './mixtureKernel';
import { shareRows } from './shareRows';

/** The exports of assembly/mixture.ts, in byte offsets and counts. */
interface MixtureFunctions {
	logDensities(
		...call: [
			points: number,
			rows: number,
			columns: number,
			components: number,
			means: number,
			factors: number,
			constants: number,
			labels: number,
			offsets: number,
			logs: number,
			diagonal: number,
			cut: number,
		]
	): void;
	addMoments(
		...call: [
			points: number,
			rows: number,
			columns: number,
			components: number,
			means: number,
			shares: number,
			offsets: number,
			weights: number,
			sums: number,
			products: number,
			diagonal: number,
		]
	): void;
}

/** The mixture kernel as WebAssembly SIMD: a block of rows at a time, so that points may lie in any buffer. */
export function openMixtureKernel(): MixtureKernel {
	const kernel = loadKernel<MixtureFunctions>('mixture');
	return {
		pass: (points, components, { rows, moments }) => {
			const { functions } = kernel;
			const place = placeParts(kernel, points, components);
			const { at, views } = place;
			const { columns, count } = components;
			const diagonal = components.diagonal ? 1 : 0;
			const totals = { logLikelihood: 0, entropy: 0 };
			eachBlock(points.rows, (first, size) => {
				views.points.set(blockOf(points, first, size));
				views.labels.set(rows.labels.subarray(first, first + size));
				functions.logDensities(
					at.points, size, columns, count, at.means, at.factors, at.constants, at.labels, at.offsets, at.logs, diagonal, CUT,
				);
				const block = shareRows(views.logs, { first, count: size, components: count }, rows);
				totals.logLikelihood += block.logLikelihood;
				totals.entropy += block.entropy;
				if (moments === undefined) return;
				functions.addMoments(
					at.points, size, columns, count, at.means, at.logs, at.offsets, at.weights, at.sums, at.products, diagonal,
				);
			});
			moments?.weights.set(views.weights);
			moments?.sums.set(views.sums);
			moments?.products.set(views.products);
			return totals;
		},
	};
}

function placeParts(kernel: Kernel<MixtureFunctions>, points: Matrix, components: Components) {
	const { count, columns } = components;
	const stride = strideOf(columns);
	const lengths = {
		means: count * stride,
		factors: count * squareLength(components),
		constants: count,
		offsets: 4 * stride + 4,
		logs: BLOCK_ROWS * count,
		weights: count,
		sums: count * stride,
		products: count * squareLength(components),
	};
	const names = Object.keys(lengths) as (keyof typeof lengths)[];
	const offsets = kernel.place(BLOCK_ROWS * points.columns * 4, BLOCK_ROWS * 4, ...names.map((name) => lengths[name] * 8));
	const buffer = kernel.buffer();
	const [pointsAt, labelsAt, ...rest] = offsets;
	const atOf = Object.fromEntries(names.map((name, index) => [name, rest[index]])) as Record<keyof typeof lengths, number>;
	const viewOf = Object.fromEntries(
		names.map((name) => [name, new Float64Array(buffer, atOf[name], lengths[name])]),
	) as Record<keyof typeof lengths, Float64Array>;
	viewOf.means.set(components.means);
	viewOf.factors.set(components.factors);
	viewOf.constants.set(components.constants);
	for (const name of ['offsets', 'weights', 'sums', 'products'] as const) viewOf[name].fill(0);
	return {
		at: { ...atOf, points: pointsAt, labels: labelsAt },
		views: {
			...viewOf,
			points: new Float32Array(buffer, pointsAt, BLOCK_ROWS * points.columns),
			labels: new Int32Array(buffer, labelsAt, BLOCK_ROWS),
		},
	};
}
