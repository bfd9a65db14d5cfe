import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../lib/core/random';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import { matrixOf, type Matrix } from '../../../../lib/math/matrix';
import { rowsOf, takeRows } from '../../../../lib/math/rows';
import { findHdbscan } from '../../../../lib/segments/algorithms/hdbscan/findHdbscan';
import type { HdbscanClusters } from '../../../../lib/segments/algorithms/hdbscan/types';
import { blobs } from '../../../support/blobs';
import { dataFolder, readLabelled } from '../../../support/labelledData';
import { properties } from '../../../support/properties';

const noiseOf = ({ labels }: HdbscanClusters): number => labels.filter((label) => label < 0).length;

/** Two half moons, each row moved by normal noise. */
function moons(rows: number, noise: number): { readonly matrix: Matrix; readonly truth: number[] } {
	const random = seededRandom('moons');
	const shake = (value: number): number => value + noise * random.normal();
	const half = rows / 2;
	const place = (row: number): number[] => {
		const turn = (Math.PI * (row % half)) / (half - 1);
		const [x, y] = row < half ? [Math.cos(turn), Math.sin(turn)] : [1 - Math.cos(turn), 0.5 - Math.sin(turn)];
		return [shake(x), shake(y)];
	};
	return {
		matrix: matrixOf(Array.from({ length: rows }, (_, row) => place(row))),
		truth: Array.from({ length: rows }, (_, row) => (row < half ? 0 : 1)),
	};
}

describe.skipIf(dataFolder === undefined)('HDBSCAN of iris is that of the independent reference (algorithms.md 8):', () => {
	const iris = dataFolder === undefined ? undefined : readLabelled('iris_r.csv');

	test('5 neighbours, 5 to a cluster', () => {
		const found = findHdbscan(iris!.matrix, { neighbours: 5, sizeMin: 5 });
		expect(found.sizes).toEqual([100, 50]);
		expect(noiseOf(found)).toBe(0);
		expect(adjustedRandIndex(found.labels, iris!.labels)).toBeCloseTo(0.568116, 6);
		expect(found.masses[0]).toBeCloseTo(144.7991, 3);
		expect(found.masses[1]).toBeCloseTo(132.1414, 3);
	});

	test('15 neighbours, 15 to a cluster', () => {
		const found = findHdbscan(iris!.matrix, { neighbours: 15, sizeMin: 15 });
		expect(found.sizes).toEqual([99, 50]);
		expect(noiseOf(found)).toBe(1);
	});
});

describe('HDBSCAN', () => {
	test('tells two moons apart', () => {
		const { matrix, truth } = moons(200, 0.05);
		const found = findHdbscan(matrix, { neighbours: 5, sizeMin: 20 });
		expect(adjustedRandIndex(found.labels, truth)).toBe(1);
	});

	test('finds clusters of different density, where one radius cannot', () => {
		const random = seededRandom(5);
		const spot = (x: number, spread: number): number[] => [x + spread * random.normal(), spread * random.normal()];
		const rows = [0.05, 0.5, 5].flatMap((spread, group) => Array.from({ length: 200 }, () => spot(group * 60, spread)));
		const found = findHdbscan(matrixOf(rows), { sizeMin: 50 });
		const truth = rows.map((_, row) => Math.floor(row / 200));
		const members = [...found.labels.keys()].filter((row) => found.labels[row] >= 0);
		expect(found.sizes).toHaveLength(3);
		expect(adjustedRandIndex(members.map((row) => found.labels[row]), members.map((row) => truth[row]))).toBe(1);
		expect(members.length).toBeGreaterThan(520);
	});

	test('finds the same whatever the order of the rows, ties included', () => {
		const shapes = fc.record({ rows: fc.integer({ min: 30, max: 250 }), columns: fc.integer({ min: 1, max: 6 }), seed: fc.integer(), coarse: fc.boolean() });
		const property = fc.property(shapes, ({ coarse, ...shape }) => {
			const { matrix } = blobs({ ...shape, clusters: 3, apart: 4 });
			// Rounded values make many equal distances.
			const rounded = coarse ? { ...matrix, values: matrix.values.map((value) => Math.round(value * 2) / 2) } : matrix;
			const random = seededRandom(shape.seed);
			const order = [...Array(matrix.rows).keys()].map((row) => [random.next(), row]).sort(([a], [b]) => a - b).map(([, row]) => row);
			const straight = findHdbscan(rounded, { neighbours: 4, sizeMin: 8 });
			const shuffled = findHdbscan(takeRows(rounded, order), { neighbours: 4, sizeMin: 8 });
			expect(shuffled.sizes).toEqual(straight.sizes);
			expect(adjustedRandIndex(shuffled.labels, order.map((row) => straight.labels[row]))).toBe(1);
			shuffled.membership.forEach((sure, at) => expect(sure).toBeCloseTo(straight.membership[order[at]], 4));
		});
		fc.assert(property, properties(40));
	});

	test('never makes a cluster smaller than asked, and gives every member a probability', () => {
		const shapes = fc.record({ rows: fc.integer({ min: 5, max: 300 }), columns: fc.integer({ min: 1, max: 5 }), seed: fc.integer() });
		const property = fc.property(shapes, fc.integer({ min: 2, max: 60 }), (shape, sizeMin) => {
			const { labels, sizes, membership } = findHdbscan(blobs({ ...shape, clusters: 4, apart: 4 }).matrix, { neighbours: 5, sizeMin });
			expect(sizes.every((size) => size >= sizeMin)).toBe(true);
			expect(membership.every((sure, row) => (labels[row] < 0 ? sure === 0 : sure > 0 && sure <= 1))).toBe(true);
		});
		fc.assert(property, properties(40));
	});

	test('leaves a far outlier in none, or gives it hardly a chance', () => {
		const { matrix } = blobs({ rows: 400, columns: 3, clusters: 2, apart: 10 });
		const { labels, membership } = findHdbscan(matrixOf([...rowsOf(matrix), [500, 500, 500]]), { sizeMin: 50 });
		expect(labels[400] < 0 || membership[400] < 0.05).toBe(true);
	});

	test('finds nothing in one cloud, in equal rows, and in too few', () => {
		const { matrix } = blobs({ rows: 1000, columns: 4, clusters: 1, apart: 0 });
		expect(findHdbscan(matrix, { sizeMin: 100 }).sizes).toEqual([]);
		expect(findHdbscan({ rows: 50, columns: 2, values: new Float32Array(100) }, { sizeMin: 10 }).sizes).toEqual([]);
		expect(findHdbscan(matrixOf([[1]]), { sizeMin: 2 }).sizes).toEqual([]);
	});
});
