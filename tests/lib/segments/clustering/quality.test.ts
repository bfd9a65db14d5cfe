import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../lib/core/random';
import { gapRules } from '../../../../lib/math/gapRules';
import { matrixOf } from '../../../../lib/math/matrix';
import { divideByKmeans } from '../../../../lib/segments/algorithms/kmeans/divideByKmeans';
import { bootstrapStability } from '../../../../lib/segments/clustering/quality/bootstrapStability';
import { gapStatistic } from '../../../../lib/segments/clustering/quality/gapStatistic';
import { measureSilhouette } from '../../../../lib/segments/clustering/quality/measureSilhouette';
import { predictionStrength } from '../../../../lib/segments/clustering/quality/predictionStrength';
import { dataFolder, readLabelled } from '../../../support/labelledData';

const divide = divideByKmeans;

function uniform(rows: number, seed: number) {
	const random = seededRandom(seed);
	return matrixOf(Array.from({ length: rows }, () => [random.next(), random.next()]));
}

describe.skipIf(dataFolder === undefined)('on iris', () => {
	// Reference values by scikit-learn's k-means with B = 100 of squared distances; Monte-Carlo error about 0.005.
	test.each([
		['columns', [0.076, 0.982, 1.443, 1.582, 1.654, 1.725, 1.771, 1.832]],
		['components', [0.078, 0.589, 0.872, 1.004, 1.059, 1.082, 1.075, 1.097]],
	] as const)('the gap over %s is that of Tibshirani, Walther & Hastie', (over, expected) => {
		const { matrix } = readLabelled('iris_r.csv');
		const { gaps, errors } = gapStatistic(matrix, { divide, high: 8, seed: 1, references: 60, restarts: 5, over });
		gaps.forEach((gap, at) => expect(Math.abs(gap - expected[at])).toBeLessThan(0.025));
		for (const error of errors) expect(error).toBeLessThan(0.1);
		const [rule, k] = over === 'columns' ? (['globalMaximum', 8] as const) : (['tibshirani', 5] as const);
		expect(gapRules[rule]({ gaps, errors }, 1)).toBe(k);
	});

	test('the prediction strength is that of fpc, and asks for two', () => {
		const { matrix } = readLabelled('iris_r.csv');
		const strengths = [2, 3, 4, 5, 6].map((k) =>
			predictionStrength(matrix, { divide, k, seed: 1, splits: 50, rows: 150, restarts: 10 }),
		);
		[0.978, 0.742, 0.556, 0.607, 0.518].forEach((expected, at) =>
			expect(Math.abs(strengths[at] - expected)).toBeLessThan(0.06),
		);
		expect(strengths.filter((strength) => strength > 0.8)).toHaveLength(1);
	});

	test.each([
		[2, [0.996, 0.992]],
		[6, [0.85, 0.79, 0.91, 0.91, 0.76, 0.91]],
	])('bootstrap Jaccard means in %i are those of fpc', (k, expected) => {
		const { matrix } = readLabelled('iris_r.csv');
		const { labels } = divide(matrix, { k, seed: 1, restarts: 50 });
		const stabilities = stabilityOf(matrix, labels, k);
		const sorted = (values: readonly number[]) => [...values].sort((left, right) => left - right);
		sorted(stabilities).forEach((value, at) => expect(Math.abs(value - sorted(expected)[at])).toBeLessThan(0.05));
	});
});

function stabilityOf(matrix: Parameters<typeof divide>[0], labels: Int32Array, clusters: number): number[] {
	return bootstrapStability(matrix, labels, {
		clusters,
		divide: (sample, seed) => divide(sample, { k: clusters, seed, restarts: 10 }).labels,
		seed: 1,
		bootstraps: 100,
		rows: matrix.rows,
	});
}

describe('without groups', () => {
	test('a uniform square has a gap that asks for one cluster', () => {
		const curve = gapStatistic(uniform(150, 3), { divide, high: 5, seed: 1, references: 40, restarts: 5, over: 'columns' });
		expect(gapRules.tibshirani(curve, 1)).toBe(1);
		expect(gapRules.firstWithinError(curve, 1)).toBe(1);
	});

	test('parts of a uniform square come back now and then, but their prediction strength is low', () => {
		const matrix = uniform(500, 1);
		const { labels } = divide(matrix, { k: 5, seed: 1, restarts: 10 });
		expect(Math.max(...stabilityOf(matrix, labels, 5))).toBeGreaterThan(0.75);
		expect(predictionStrength(matrix, { divide, k: 5, seed: 1, splits: 20, rows: 500, restarts: 5 })).toBeLessThan(0.75);
	});

	test('prediction strength is 1 for one cluster and low for halves of a round cloud', () => {
		const random = seededRandom(9);
		const cloud = matrixOf(Array.from({ length: 400 }, () => [random.normal(), random.normal()]));
		const strength = (k: number) => predictionStrength(cloud, { divide, k, seed: 1, splits: 10, rows: 400, restarts: 3 });
		expect(strength(1)).toBe(1);
		expect(strength(4)).toBeLessThan(0.7);
	});
});

test('three blobs have a gap that asks for three by every rule, over columns and components', () => {
	const random = seededRandom(2);
	const centres = [[0, 0], [5, 0], [0, 5]];
	const blobs = matrixOf(
		Array.from({ length: 150 }, (_, row) => centres[row % 3].map((value) => value + 0.5 * random.normal())),
	);
	for (const over of ['columns', 'components'] as const) {
		const curve = gapStatistic(blobs, { divide, high: 6, seed: 1, references: 30, restarts: 5, over });
		expect(Object.values(gapRules).map((rule) => rule(curve, 1))).toEqual([3, 3, 3, 3, 3]);
	}
	const strength = (k: number) => predictionStrength(blobs, { divide, k, seed: 1, splits: 10, rows: 150, restarts: 5 });
	expect(strength(3)).toBeGreaterThan(0.95);
	expect(strength(5)).toBeLessThan(0.8);
});

test('rows in no cluster count in no measure', () => {
	const matrix = matrixOf([[0, 0], [0, 1], [1, 0], [50, 50], [10, 10], [10, 11], [11, 10]]);
	const labels = Int32Array.of(0, 0, 0, -1, 1, 1, 1);
	const rows = Int32Array.of(0, 1, 2, 3, 4, 5, 6);
	expect(measureSilhouette(matrix, labels, { rows, clusters: 2 }).mean).toBeCloseTo(0.9196222281, 6);
	const stability = bootstrapStability(matrix, labels, {
		clusters: 2,
		divide: (sample) => Int32Array.from({ length: sample.rows }, (_, row) => (sample.values[2 * row] > 20 ? -1 : sample.values[2 * row] > 5 ? 0 : 1)),
		seed: 1,
		bootstraps: 20,
		rows: 7,
	});
	for (const value of stability) expect(value).toBeGreaterThan(0.9);
});
