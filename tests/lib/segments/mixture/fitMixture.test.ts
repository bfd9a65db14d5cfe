import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openMixtureKernel } from '../../../../lib/compute/kernels/mixture';
import { InvalidInput, NotEnoughData } from '../../../../lib/core/errors';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import { matrixOf } from '../../../../lib/math/matrix';
import { expectMaximize } from '../../../../lib/segments/algorithms/mixture/expectMaximize';
import { fitMixture } from '../../../../lib/segments/algorithms/mixture/fitMixture';
import { covariances, type Covariance } from '../../../../lib/segments/algorithms/mixture/types';
import { blobs } from '../../../support/blobs';
import { dataFolder, readLabelled } from '../../../support/labelledData';
import { properties } from '../../../support/properties';

describe.skipIf(dataFolder === undefined)('iris', () => {
	/** scikit-learn 1.2.1 (BIC agrees with R mclust's VVV for k = 2): covariance, k, BIC. */
	test.each([
		['full', 1, 829.978],
		['full', 2, 574.018],
		['full', 3, 580.839],
		['tied', 4, 591.406],
		['tied', 3, 632.963],
		['diagonal', 3, 744.632],
		['diagonal', 2, 857.551],
		['spherical', 3, 853.809],
	] as const)('with %s covariance in %i has the BIC of scikit-learn', (covariance, k, bic) => {
		const { matrix } = readLabelled('iris_r.csv');
		const fit = fitMixture(matrix, { k, covariance, seed: 1, restarts: 20, tolerance: 1e-9, iterationsMax: 2000 });
		expect(fit.converged).toBe(true);
		expect(Math.abs(fit.bic / bic - 1)).toBeLessThan(1e-5);
	});

	test('in three has the known likelihood, weights, sizes and agreement with the species', () => {
		const { matrix, labels } = readLabelled('iris_r.csv');
		const fit = fitMixture(matrix, { k: 3, covariance: 'full', seed: 1, tolerance: 1e-8, iterationsMax: 1000 });
		expect(fit.logLikelihood).toBeCloseTo(-180.185, 2);
		expect(fit.sizes).toEqual([55, 50, 45]);
		expect(adjustedRandIndex(fit.labels, labels)).toBeCloseTo(0.903874, 5);
		const weights = [0.367471, 1 / 3, 0.299195];
		fit.mixture.weights.forEach((weight, at) => expect(weight).toBeCloseTo(weights[at], 3));
	});
});

test('groups that overlap in position and differ in shape are told apart, which k-means cannot', () => {
	const random = blobs({ rows: 4000, columns: 2, clusters: 1, apart: 0, seed: 3 }).matrix;
	const rows = Array.from({ length: 2000 }, (_, row) => {
		const [x, y] = random.values.subarray(2 * row, 2 * row + 2);
		return row % 2 === 0 ? [4 * x, 0.3 * y] : [0.3 * x, 4 * y];
	});
	const fit = fitMixture(matrixOf(rows), { k: 2, covariance: 'full', seed: 1 });
	expect(adjustedRandIndex(fit.labels, rows.map((_, row) => row % 2))).toBeGreaterThan(0.75);
});

test.each(covariances)('the likelihood of a %s mixture never falls from step to step', (covariance: Covariance) => {
	const property = fc.property(
		fc.record({ rows: fc.integer({ min: 20, max: 300 }), columns: fc.integer({ min: 1, max: 5 }), k: fc.integer({ min: 1, max: 4 }), seed: fc.nat() }),
		({ rows, columns, k, seed }) => {
			const { matrix } = blobs({ rows, columns, clusters: 3, apart: 1, seed });
			let before = -Infinity;
			for (let steps = 1; steps <= 12; steps += 1) {
				const { logLikelihood } = fitMixture(matrix, { k, covariance, seed, restarts: 1, iterationsMax: steps, tolerance: 0 });
				expect(logLikelihood).toBeGreaterThan(before - 1e-6 * rows);
				before = logLikelihood;
			}
		},
	);
	fc.assert(property, properties(8));
});

test('shares sum to one whatever the scale of a column, and moving the data moves the means alone', () => {
	const { matrix } = blobs({ rows: 400, columns: 3, clusters: 2, apart: 3 });
	const moved = { ...matrix, values: matrix.values.map((value, at) => (at % 3 === 1 ? value + 64 : value)) };
	const [here, there] = [matrix, moved].map((points) => fitMixture(points, { k: 2, covariance: 'full', seed: 1, tolerance: 1e-9 }));
	expect(there.labels).toEqual(here.labels);
	there.mixture.means.forEach((mean, at) => expect(mean[1] - here.mixture.means[at][1]).toBeCloseTo(64, 3));
	expect([...here.mixture.weights].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
	for (const probability of here.probabilities) {
		expect(probability).toBeGreaterThanOrEqual(0.5);
		expect(probability).toBeLessThanOrEqual(1);
	}
});

describe('at the edges', () => {
	const options = { covariance: 'full', seed: 1 } as const;

	test('a column that never varies, and rows that are all alike, are survived', () => {
		const rows = Array.from({ length: 60 }, (_, row) => [row % 2 === 0 ? 0 : 5, 7, Math.sin(row)]);
		const fit = fitMixture(matrixOf(rows), { ...options, k: 2 });
		expect(fit.sizes).toEqual([30, 30]);
		const alike = fitMixture(matrixOf(rows.map(() => [1, 2])), { ...options, k: 3 });
		expect(alike.sizes).toEqual([60]);
		expect(Number.isFinite(alike.bic)).toBe(true);
	});

	test('one row is one group', () => {
		expect(fitMixture(matrixOf([[3, 4]]), { ...options, k: 1 }).sizes).toEqual([1]);
	});

	test('missing values and more groups than rows are refused', () => {
		expect(() => fitMixture(matrixOf([[1], [NaN]]), { ...options, k: 1 })).toThrow(InvalidInput);
		expect(() => fitMixture(matrixOf([[1], [2]]), { ...options, k: 3 })).toThrow(NotEnoughData);
		expect(() => fitMixture(matrixOf([[1], [2]]), { ...options, k: 1, restarts: 0 })).toThrow(InvalidInput);
	});
});

test('a start that is its own end stays there', () => {
	const { matrix } = blobs({ rows: 300, columns: 2, clusters: 2, apart: 4 });
	const fit = fitMixture(matrix, { k: 2, covariance: 'full', seed: 1, tolerance: 1e-10, iterationsMax: 1000 });
	const again = expectMaximize(openMixtureKernel(), matrix, {
		start: fit.mixture, covariance: 'full', varianceMin: 1e-6, iterationsMax: 50, tolerance: 1e-8,
	});
	expect(again.iterations).toBeLessThanOrEqual(2);
	expect(again.logLikelihood).toBeCloseTo(fit.logLikelihood, 5);
});
