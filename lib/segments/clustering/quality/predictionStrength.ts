import { seededRandom, type Random } from '../../../core/random';
import { clusterMeans } from '../../../math/clusterIndices';
import { squaredDistance } from '../../../math/distance';
import type { Matrix } from '../../../math/matrix';
import { rowOf, sampleRows, takeRows } from '../../../math/rows';
import { clusterSizes } from '../../../math/silhouette';
import type { Divide, Division } from '../types';

export interface StrengthOptions {
	readonly divide: Divide;
	readonly k: number;
	readonly seed: number | string;
	/** How often the rows are split in half; 50 as in fpc. */
	readonly splits: number;
	/** Rows that are split at most. */
	readonly rows: number;
	readonly restarts: number;
}

/**
 * Prediction strength (Tibshirani & Walther 2005, as fpc has it): each half of the rows is divided; of the pairs of one
 * cluster of a half, how many do the nearest centres of the other half keep together? The worst cluster counts,
 * averaged over both halves of all splits. 1 is best; 0.8 and above says that there are that many clusters.
 */
export function predictionStrength(matrix: Matrix, options: StrengthOptions): number {
	const { k, splits, seed, divide, restarts } = options;
	const random = seededRandom(seed).fork('prediction strength');
	const sample = takeRows(matrix, sampleRows(matrix.rows, options.rows, random.fork('rows')));
	let total = 0;
	for (let split = 1; split <= splits; split += 1) {
		const halves = inHalves(sample, random.fork(`split ${split}`)).map((points, half) => {
			const { labels, clusters } = divide(points, { k, seed: `${seed}/split ${split}/${half}`, restarts });
			return { points, labels, clusters };
		});
		total += keptTogether(halves[0], halves[1]) + keptTogether(halves[1], halves[0]);
	}
	return total / (2 * splits);
}

type Half = Division & { readonly points: Matrix };

function inHalves(sample: Matrix, random: Random): Matrix[] {
	const first = new Set(sampleRows(sample.rows, Math.floor(sample.rows / 2), random));
	const all = Array.from({ length: sample.rows }, (_, row) => row);
	return [true, false].map((inFirst) => takeRows(sample, all.filter((row) => first.has(row) === inFirst)));
}

/** Least share, over the clusters of `own`, of pairs that the centres of `other` keep together. */
function keptTogether(own: Half, other: Half): number {
	const centres = clusterMeans(other.points, other.labels, clusterSizes(other.labels, other.clusters));
	const counts = Array.from({ length: own.clusters }, () => new Array<number>(other.clusters).fill(0));
	own.labels.forEach((label, row) => {
		if (label >= 0) counts[label][nearestTo(rowOf(own.points, row), centres)] += 1;
	});
	return Math.min(1, ...counts.map(pairsKept));
}

/** A cluster of one row has no pair to lose. */
function pairsKept(counts: readonly number[]): number {
	const size = counts.reduce((sum, count) => sum + count, 0);
	const kept = counts.reduce((sum, count) => sum + count * (count - 1), 0);
	return size < 2 ? 1 : kept / (size * (size - 1));
}

function nearestTo(point: ArrayLike<number>, centres: readonly ArrayLike<number>[]): number {
	let nearest = 0;
	let least = Infinity;
	centres.forEach((centre, at) => {
		const distance = squaredDistance(point, centre);
		if (distance >= least) return;
		nearest = at;
		least = distance;
	});
	return nearest;
}
