import { describe, expect, test } from 'vitest';
import { InvalidInput, NotEnoughData } from '../../../../lib/core/errors';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import { matrixOf } from '../../../../lib/math/matrix';
import { fitMiniBatch } from '../../../../lib/segments/algorithms/miniBatch/fitMiniBatch';
import { fitKmeans } from '../../../../lib/segments/clustering/centres/fitKmeans';
import { blobs } from '../../../support/blobs';
import { dataFolder, readLabelled } from '../../../support/labelledData';

test('planted groups are found, nearly as tight as by k-means', () => {
	const { matrix, truth } = blobs({ rows: 20_000, columns: 10, clusters: 6, apart: 2 });
	const fit = fitMiniBatch(matrix, { k: 6, seed: 1 });
	expect(adjustedRandIndex(fit.labels, truth)).toBeGreaterThan(0.95);
	expect(fit.inertia / fitKmeans(matrix, { k: 6, seed: 1 }).inertia).toBeLessThan(1.02);
	expect(fit.sizes).toEqual([...fit.sizes].sort((left, right) => right - left));
});

test.skipIf(dataFolder === undefined)('iris in three is within 5 % of the best known inertia', () => {
	const { matrix } = readLabelled('iris_r.csv');
	expect(fitMiniBatch(matrix, { k: 3, seed: 1 }).inertia).toBeLessThan(78.851441 * 1.05);
});

test('more batches never leave the centres far behind, and the number of batches is bounded', () => {
	const { matrix } = blobs({ rows: 5000, columns: 5, clusters: 4, apart: 1 });
	const fit = fitMiniBatch(matrix, { k: 4, seed: 1, batchRows: 100, batchesMax: 7, patience: 100 });
	expect(fit.iterations).toBe(7);
	expect(fit.converged).toBe(false);
});

describe('at the edges', () => {
	test('fewer different rows than clusters give fewer clusters, one row is one', () => {
		expect(fitMiniBatch(matrixOf([[0, 0], [0, 0], [5, 5], [5, 5]]), { k: 3, seed: 1 }).sizes).toEqual([2, 2]);
		expect(fitMiniBatch(matrixOf([[4]]), { k: 1, seed: 1 }).sizes).toEqual([1]);
	});

	test('bad wishes are refused', () => {
		expect(() => fitMiniBatch(matrixOf([[1]]), { k: 2, seed: 1 })).toThrow(NotEnoughData);
		expect(() => fitMiniBatch(matrixOf([[1]]), { k: 1, seed: 1, batchRows: 0 })).toThrow(InvalidInput);
		expect(() => fitMiniBatch(matrixOf([[NaN]]), { k: 1, seed: 1 })).toThrow(InvalidInput);
	});
});
