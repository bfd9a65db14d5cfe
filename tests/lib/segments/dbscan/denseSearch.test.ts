import { DBSCAN } from 'density-clustering';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../lib/core/random';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import { matrixOf, type Matrix } from '../../../../lib/math/matrix';
import { rowsOf, takeRows } from '../../../../lib/math/rows';
import { openDenseSearch } from '../../../../lib/segments/algorithms/dbscan/denseSearch';
import { findDbscan } from '../../../../lib/segments/algorithms/dbscan/findDbscan';
import { radiusAtKnee } from '../../../../lib/segments/algorithms/dbscan/radiusAtKnee';
import type { DenseClusters } from '../../../../lib/segments/algorithms/dbscan/types';
import { blobs } from '../../../support/blobs';
import { dataFolder, readLabelled } from '../../../support/labelledData';
import { properties } from '../../../support/properties';

const noiseOf = ({ labels }: DenseClusters): number => labels.filter((label) => label < 0).length;
const coresOf = ({ isCore }: DenseClusters): number => isCore.reduce((sum, core) => sum + core, 0);

/** Scaled to mean 0 and population standard deviation 1. */
function standardized(matrix: Matrix): Matrix {
	const rows = rowsOf(matrix);
	const scales = Array.from({ length: matrix.columns }, (_, column) => {
		const values = rows.map((row) => row[column]);
		const mean = values.reduce((sum, value) => sum + value, 0) / rows.length;
		return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows.length) };
	});
	return matrixOf(rows.map((row) => row.map((value, column) => (value - scales[column].mean) / scales[column].deviation)));
}

describe.skipIf(dataFolder === undefined)('DBSCAN of iris is that of scikit-learn 1.2.1 (algorithms.md 7):', () => {
	const iris = dataFolder === undefined ? undefined : readLabelled('iris_r.csv');

	test.each([
		// 130 in scikit-learn: two flowers are exactly 0.5 apart, and its double precision loses that in rounding.
		['3 in the core', 0.5, 3, { sizes: [84, 49, 4, 3], noise: 10, core: 131 }],
		['radius 0.4', 0.4, 5, { sizes: [46, 36, 22, 14], noise: 32, core: 89 }],
		['radius 0.5', 0.5, 5, { sizes: [84, 49], noise: 17, core: 117 }],
		['radius 0.6', 0.6, 5, { sizes: [92, 49], noise: 9, core: 132 }],
	])('raw, %s', (_title, radius, pointsMin, expected) => {
		const found = openDenseSearch(iris!.matrix)({ radius, pointsMin });
		expect({ sizes: found.sizes, noise: noiseOf(found), core: coresOf(found) }).toEqual(expected);
	});

	test.each([
		[0.5, { sizes: [71, 45], noise: 34, core: 93 }],
		[0.6, { sizes: [78, 46], noise: 26, core: 112 }],
		[0.8, { sizes: [97, 49], noise: 4, core: 138 }],
	])('standardized, radius %f', (radius, expected) => {
		const found = openDenseSearch(standardized(iris!.matrix))({ radius, pointsMin: 5 });
		expect({ sizes: found.sizes, noise: noiseOf(found), core: coresOf(found) }).toEqual(expected);
	});

	test('agrees with the species as far', () => {
		const { labels } = openDenseSearch(iris!.matrix)({ radius: 0.5, pointsMin: 5 });
		expect(adjustedRandIndex(labels, iris!.labels)).toBeCloseTo(0.520619, 6);
	});

	test('has its radius at the knee of the 5-distance', () => {
		const { radius, atKnee } = radiusAtKnee(iris!.matrix, 5);
		expect(radius).toBeCloseTo(0.678233, 5);
		expect(atKnee).toBe(true);
		const found = openDenseSearch(iris!.matrix)({ radius, pointsMin: 5 });
		expect([found.sizes.length, noiseOf(found)]).toEqual([2, 3]);
	});
});

const clouds = fc
	.record({ rows: fc.integer({ min: 20, max: 300 }), columns: fc.integer({ min: 1, max: 10 }), seed: fc.integer() })
	.map((shape) => blobs({ ...shape, clusters: 4, apart: 3 }).matrix);

describe('DBSCAN', () => {
	test('has the cores and clusters of density-clustering, an independent implementation', () => {
		const property = fc.property(clouds, fc.double({ min: 0.5, max: 3, noNaN: true }), (matrix, radius) => {
			const found = openDenseSearch(matrix)({ radius, pointsMin: 5 });
			const peer = new Int32Array(matrix.rows).fill(-1);
			// It counts itself, and takes what is nearer than the radius.
			new DBSCAN().run(rowsOf(matrix), radius, 5).forEach((rows, cluster) => rows.forEach((row) => (peer[row] = cluster)));
			expect([...found.labels].map((label) => label < 0)).toEqual([...peer].map((label) => label < 0));
			const cores = [...found.isCore.keys()].filter((row) => found.isCore[row] === 1);
			const pick = (labels: Int32Array): number[] => cores.map((row) => labels[row]);
			expect(adjustedRandIndex(pick(found.labels), pick(peer))).toBe(1);
		});
		fc.assert(property, properties(40));
	});

	test('finds the same whatever the order of the rows, edges included', () => {
		const property = fc.property(clouds, fc.integer(), (matrix, seed) => {
			const random = seededRandom(seed);
			const order = [...Array(matrix.rows).keys()].map((row) => [random.next(), row]).sort(([a], [b]) => a - b).map(([, row]) => row);
			const straight = openDenseSearch(matrix)({ radius: 1.5, pointsMin: 5 });
			const shuffled = openDenseSearch(takeRows(matrix, order))({ radius: 1.5, pointsMin: 5 });
			expect([...shuffled.isCore]).toEqual(order.map((row) => straight.isCore[row]));
			expect([...shuffled.labels].map((label) => label < 0)).toEqual(order.map((row) => straight.labels[row] < 0));
			expect(adjustedRandIndex(shuffled.labels, order.map((row) => straight.labels[row]))).toBe(1);
		});
		fc.assert(property, properties(20));
	});

	test('takes one row, equal rows, and a constant column', () => {
		expect(openDenseSearch(matrixOf([[1, 2]]))({ radius: 1, pointsMin: 5 }).sizes).toEqual([]);
		const equal = { rows: 100, columns: 2, values: new Float32Array(200).fill(7) };
		expect(openDenseSearch(equal)({ radius: 0.1, pointsMin: 5 }).sizes).toEqual([100]);
		expect(radiusAtKnee(equal, 5)).toEqual({ radius: 1, atKnee: false });
		const line = matrixOf(Array.from({ length: 50 }, (_, row) => [row < 25 ? row : row + 100, 3]));
		expect(openDenseSearch(line)({ radius: 1, pointsMin: 3 }).sizes).toEqual([25, 25]);
	});

	test('serves one radius after the other from one search', () => {
		const { matrix } = blobs({ rows: 2000, columns: 4, clusters: 3, apart: 6 });
		const search = openDenseSearch(matrix);
		const first = search({ radius: 1, pointsMin: 8 });
		search({ radius: 2, pointsMin: 8 });
		expect(search({ radius: 1, pointsMin: 8 })).toEqual(first);
	});

	test('says what other radii would find, and which groups were too small', () => {
		const { matrix } = blobs({ rows: 3000, columns: 2, clusters: 3, apart: 20, seed: 4 });
		const { sizes, notes } = findDbscan(matrix, { sizeMin: 100 });
		expect(sizes).toHaveLength(3);
		expect(notes[0]).toMatch(/^Customers are near each other within 0\.\d+, the knee of the curve of distances to the 4th nearest; 5 near/);
		expect(notes[1]).toMatch(/^With the distance at the knee less 30 %, as it is, and 30 % more there are \d+, 3, 3 segments$/);
		expect(findDbscan(matrix, { sizeMin: 2000 })).toMatchObject({ sizes: [] });
	});
});
