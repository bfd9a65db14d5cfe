import { seededRandom, type Random } from '../../../core/random';
import { clusterMeans, partitionInertia } from '../../../math/clusterIndices';
import type { GapCurve } from '../../../math/gapRules';
import type { Matrix } from '../../../math/matrix';
import { principalComponents, projectRow, type PrincipalComponents } from '../../../math/principalComponents';
import { rowOf } from '../../../math/rows';
import { clusterSizes } from '../../../math/silhouette';
import { summarize } from '../../../math/summary';
import type { Divide } from '../types';

export interface GapOptions {
	readonly divide: Divide;
	/** 1 to this many clusters. */
	readonly high: number;
	readonly seed: number | string;
	/** Reference sets; 100 by default. */
	readonly references?: number;
	readonly restarts?: number;
	/** Uniform over the range of each column, or over that of each principal component, which keeps the shape. */
	readonly over: 'columns' | 'components';
}

/**
 * The gap statistic of 1 … high clusters: mean ln W of uniform reference sets − ln W of the rows, W being the sum of squares
 * within clusters; the error is sd · √(1 + 1 / references) (Tibshirani, Walther & Hastie 2001).
 */
export function gapStatistic(matrix: Matrix, options: GapOptions): GapCurve {
	const { high, seed, references = 100 } = options;
	const random = seededRandom(seed).fork('gap');
	const draw = uniformOver(matrix, options.over);
	const observed = logWithin(matrix, options, `${seed}/observed`);
	const drawn = Array.from({ length: references }, (_, at) =>
		logWithin(draw(random.fork(`reference ${at}`)), options, `${seed}/reference ${at}`),
	);
	const curve = Array.from({ length: high }, (_, at) => {
		const { mean, standardDeviation } = summarize(drawn.map((logs) => logs[at]));
		return { gap: mean - observed[at], error: standardDeviation * Math.sqrt(1 + 1 / references) };
	});
	return { gaps: curve.map(({ gap }) => gap), errors: curve.map(({ error }) => error) };
}

/** ln W for 1 … high clusters. */
function logWithin(matrix: Matrix, { divide, high, restarts = 10 }: GapOptions, seed: string): number[] {
	return Array.from({ length: high }, (_, at) => {
		const { labels, clusters } = divide(matrix, { k: at + 1, seed, restarts });
		const means = clusterMeans(matrix, labels, clusterSizes(labels, clusters));
		return Math.log(partitionInertia(matrix, labels, means));
	});
}

function uniformOver(matrix: Matrix, over: GapOptions['over']): (random: Random) => Matrix {
	const components = over === 'components' ? principalComponents(matrix) : axesOf(matrix.columns);
	const places = Array.from({ length: matrix.rows }, (_, row) => projectRow(components, rowOf(matrix, row)));
	const ranges = components.directions.map((_, axis) => rangeOf(places, axis));
	return (random) => {
		const values = new Float32Array(matrix.values.length);
		for (let row = 0; row < matrix.rows; row += 1) {
			const point = Float64Array.from(components.mean);
			ranges.forEach(({ low, width }, axis) => {
				const along = low + random.next() * width;
				components.directions[axis].forEach((part, column) => (point[column] += along * part));
			});
			values.set(point, row * matrix.columns);
		}
		return { ...matrix, values };
	};
}

function axesOf(columns: number): PrincipalComponents {
	const directions = Array.from({ length: columns }, (_, axis) =>
		Float64Array.from({ length: columns }, (__, column) => (column === axis ? 1 : 0)),
	);
	return { mean: new Float64Array(columns), directions, variances: [] };
}

function rangeOf(places: readonly (readonly number[])[], axis: number): { readonly low: number; readonly width: number } {
	let [low, high] = [Infinity, -Infinity];
	for (const place of places) {
		low = Math.min(low, place[axis]);
		high = Math.max(high, place[axis]);
	}
	return { low, width: high - low };
}
