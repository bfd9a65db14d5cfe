import { describe, expect, test } from 'vitest';
import { Defect } from '../../../lib/core/errors';
import { adjustedRandIndex } from '../../../lib/math/adjustedRandIndex';
import { clusterIndices } from '../../../lib/math/clusterIndices';
import { euclideanDistance, squaredDistance } from '../../../lib/math/distance';
import { matrixOf } from '../../../lib/math/matrix';
import { silhouette } from '../../../lib/math/silhouette';

/** Six points in two corners; values computed with scikit-learn 1.2.1. */
const corners = matrixOf([[0, 0], [0, 1], [1, 0], [10, 10], [10, 11], [11, 10]]);
const cornerLabels = [0, 0, 0, 1, 1, 1];

describe('the silhouette', () => {
	test('of two far corners is that of scikit-learn', () => {
		const { mean, byCluster, values } = silhouette(corners, cornerLabels);
		expect(mean).toBeCloseTo(0.9196222281, 9);
		expect((byCluster[0] + byCluster[1]) / 2).toBeCloseTo(mean, 12);
		expect(values).toHaveLength(6);
	});

	test('of a single row in its cluster is 0', () => {
		const { values, byCluster } = silhouette(matrixOf([[0], [1], [9]]), [0, 0, 1]);
		expect(values[2]).toBe(0);
		expect(byCluster[1]).toBe(0);
	});

	test('of rows that all coincide is 0', () => {
		expect(silhouette(matrixOf([[1], [1], [1], [1]]), [0, 0, 1, 1]).mean).toBe(0);
	});

	test('of rows in the wrong cluster is negative', () => {
		expect(silhouette(matrixOf([[0], [9], [1], [10]]), [0, 0, 1, 1]).mean).toBeLessThan(0);
	});

	test('needs two clusters', () => {
		expect(() => silhouette(corners, [0, 0, 0, 0, 0, 0])).toThrow(Defect);
	});
});

describe('the cluster indices', () => {
	test('of two far corners are those of scikit-learn', () => {
		const indices = clusterIndices(corners, cornerLabels);
		expect(indices.inertia).toBeCloseTo(8 / 3, 12);
		expect(indices.calinskiHarabasz).toBeCloseTo(450, 9);
		expect(indices.daviesBouldin).toBeCloseTo(0.0924950591, 9);
	});

	test('need two clusters and more rows than clusters', () => {
		expect(() => clusterIndices(corners, [0, 0, 0, 0, 0, 0])).toThrow(Defect);
		expect(() => clusterIndices(corners, [0, 1, 2, 3, 4, 5])).toThrow(Defect);
	});
});

describe('the adjusted Rand index', () => {
	test.each([
		[[0, 0, 1, 2], [0, 0, 1, 1], 0.5714285714],
		[[0, 0, 1, 1], [0, 1, 0, 1], -0.5],
		[[0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.2424242424],
	])('of %j and %j is that of scikit-learn', (left, right, expected) => {
		expect(adjustedRandIndex(left, right)).toBeCloseTo(expected, 9);
	});

	test('does not look at names', () => {
		expect(adjustedRandIndex(['loyal', 'loyal', 'new'], [7, 7, 3])).toBe(1);
	});

	test('is 1 when both put all rows together, or all apart', () => {
		expect(adjustedRandIndex([1, 1, 1], [2, 2, 2])).toBe(1);
		expect(adjustedRandIndex([1, 2, 3], [4, 5, 6])).toBe(1);
		expect(adjustedRandIndex([], [])).toBe(1);
		expect(adjustedRandIndex([1], [9])).toBe(1);
	});

	test('is 0 when one of them says nothing', () => {
		expect(adjustedRandIndex([0, 0, 0, 0], [0, 0, 1, 1])).toBe(0);
	});

	test('refuses partitions of different rows', () => {
		expect(() => adjustedRandIndex([1], [1, 2])).toThrow(Defect);
	});
});

test('distances are those of school', () => {
	expect(squaredDistance([0, 0], [3, 4])).toBe(25);
	expect(euclideanDistance([0, 0], [3, 4])).toBe(5);
});
