import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openWardKernel } from '../../../../lib/compute/kernels/ward';
import { NotEnoughData } from '../../../../lib/core/errors';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import { clusterMeans, partitionInertia } from '../../../../lib/math/clusterIndices';
import { matrixOf, type Matrix } from '../../../../lib/math/matrix';
import { clusterSizes, silhouette } from '../../../../lib/math/silhouette';
import { cutTree } from '../../../../lib/segments/algorithms/ward/cutTree';
import { fitWard } from '../../../../lib/segments/algorithms/ward/fitWard';
import { mergeTree } from '../../../../lib/segments/algorithms/ward/mergeTree';
import { blobs } from '../../../support/blobs';
import { dataFolder, readLabelled } from '../../../support/labelledData';
import { properties } from '../../../support/properties';

describe.skipIf(dataFolder === undefined)('iris', () => {
	test('has the heights and the cut of scipy and R ward.D2', () => {
		const { matrix, labels } = readLabelled('iris_r.csv');
		const fit = fitWard(matrix, { k: 3, seed: 1 });
		expect(fit.sizes).toEqual([64, 50, 36]);
		expect(adjustedRandIndex(fit.labels, labels)).toBeCloseTo(0.7311985568, 8);
		expect(silhouette(matrix, fit.labels).mean).toBeCloseTo(0.554324, 5);
		const last = fit.heights.slice(-5);
		[3.828053, 4.847709, 6.399407, 12.300396, 32.447607].forEach((height, at) => expect(last[at]).toBeCloseTo(height, 5));
		expect(fit.heights[0]).toBe(0);
		expect(fit.heights[1]).toBeCloseTo(0.1, 5);
		expect(fit.heights).toHaveLength(149);
	});
});

/** All pairs compared at every step, in double precision: the definition. */
function naiveHeights(matrix: Matrix): number[] {
	const clusters = Array.from({ length: matrix.rows }, (_, row) => [row]);
	const heights: number[] = [];
	const inertiaOf = (rows: readonly number[]): number => {
		const labels = Int32Array.from({ length: matrix.rows }, (_, row) => (rows.includes(row) ? 0 : 1));
		const own = { rows: rows.length, columns: matrix.columns, values: Float32Array.from(rows.flatMap((row) => [...matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns)])) };
		const zeros = new Int32Array(rows.length);
		expect(labels.filter((label) => label === 0)).toHaveLength(rows.length);
		return partitionInertia(own, zeros, clusterMeans(own, zeros, [rows.length]));
	};
	while (clusters.length > 1) {
		let best = { rise: Infinity, left: 0, right: 1 };
		for (let left = 0; left < clusters.length; left += 1) {
			for (let right = left + 1; right < clusters.length; right += 1) {
				const rise = inertiaOf([...clusters[left], ...clusters[right]]) - inertiaOf(clusters[left]) - inertiaOf(clusters[right]);
				if (rise < best.rise) best = { rise, left, right };
			}
		}
		heights.push(Math.sqrt(2 * Math.max(0, best.rise)));
		clusters[best.left].push(...clusters[best.right]);
		clusters.splice(best.right, 1);
	}
	return heights;
}

test('the chain finds the heights that comparing all pairs at every step finds', () => {
	const property = fc.property(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 1, max: 4 }), fc.nat(), (rows, columns, seed) => {
		const { matrix } = blobs({ rows, columns, clusters: 3, apart: 2, seed });
		const heights = mergeTree(openWardKernel(), matrix, { weights: new Float32Array(rows).fill(1) }).map(({ height }) => height);
		naiveHeights(matrix).forEach((height, at) => expect(heights[at]).toBeCloseTo(height, 4));
	});
	fc.assert(property, properties(20));
});

test('cuts nest: every cluster of more is inside one of fewer, and the order of the rows does not matter', () => {
	const property = fc.property(fc.integer({ min: 12, max: 80 }), fc.nat(), (rows, seed) => {
		const { matrix } = blobs({ rows, columns: 3, clusters: 4, apart: 2, seed });
		const merges = mergeTree(openWardKernel(), matrix, { weights: new Float32Array(rows).fill(1) });
		for (let k = 2; k <= 8; k += 1) {
			const [fine, coarse] = [cutTree(merges, rows, k), cutTree(merges, rows, k - 1)];
			expect(new Set(fine).size).toBe(k);
			expect(new Set([...fine].map((label, row) => `${label}>${coarse[row]}`)).size).toBe(k);
		}
		const reversed = matrixOf(Array.from({ length: rows }, (_, row) => [...matrix.values.subarray((rows - 1 - row) * 3, (rows - row) * 3)]));
		const [ahead, back] = [fitWard(matrix, { k: 4, seed: 1 }), fitWard(reversed, { k: 4, seed: 1 })];
		expect(adjustedRandIndex(ahead.labels, [...back.labels].reverse())).toBe(1);
	});
	fc.assert(property, properties(20));
});

test('weights count as that many equal rows', () => {
	const few = matrixOf([[0, 0], [1, 0], [4, 4], [9, 1]]);
	const weights = [3, 1, 2, 2];
	const many = matrixOf(weights.flatMap((weight, row) => Array.from({ length: weight }, () => [...few.values.subarray(2 * row, 2 * row + 2)])));
	const [weighted, repeated] = [mergeTree(openWardKernel(), few, { weights }), mergeTree(openWardKernel(), many, { weights: new Float32Array(8).fill(1) })];
	const heights = repeated.map(({ height }) => height).slice(-3);
	weighted.forEach(({ height }, at) => expect(height).toBeCloseTo(heights[at], 6));
});

test('more rows than fit go through small groups and end in the same clusters', () => {
	const { matrix, truth } = blobs({ rows: 6000, columns: 6, clusters: 5, apart: 3 });
	const fit = fitWard(matrix, { k: 5, seed: 1, rowsMax: 2000, microClusters: 200 });
	expect(fit.microClusters).toBe(200);
	expect(adjustedRandIndex(fit.labels, truth)).toBeGreaterThan(0.98);
	expect(clusterSizes(fit.labels, 5)).toEqual(fit.sizes);
	expect(fit.nearestShare).toBeGreaterThan(0.98);
});

test('equal rows are one cluster, one row is one, and more clusters than rows are refused', () => {
	expect(fitWard(matrixOf([[1, 1], [1, 1], [1, 1]]), { k: 2, seed: 1 }).sizes).toEqual([3]);
	expect(fitWard(matrixOf([[7]]), { k: 1, seed: 1 }).sizes).toEqual([1]);
	expect(() => fitWard(matrixOf([[7]]), { k: 2, seed: 1 })).toThrow(NotEnoughData);
});
