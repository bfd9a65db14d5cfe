import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { matrixOf, type Matrix } from '../../../lib/math/matrix';
import { principalComponents, projectRow } from '../../../lib/math/principalComponents';
import { rowOf, sampleRows, takeRows } from '../../../lib/math/rows';
import { trustworthiness } from '../../../lib/math/trustworthiness';
import { drawByNeighbours } from '../../../lib/segments/map/drawByNeighbours';
import { blobs } from '../../support/blobs';
import { dataFolder, readLabelled } from '../../support/labelledData';

function planeOf(matrix: Matrix): Matrix {
	const components = principalComponents(matrix);
	return matrixOf(Array.from({ length: matrix.rows }, (_, row) => projectRow(components, rowOf(matrix, row), 2)));
}

describe('trustworthiness', () => {
	test('of six points on a line is the published value', () => {
		// algorithms.md 11.
		const original = matrixOf([[0, 0], [1, 0], [2, 0], [3, 1], [4, 5], [9, 9]]);
		expect(trustworthiness(original, matrixOf([0, 1, 2, 3, 9, 4].map((x) => [x])), 2)).toBeCloseTo(0.7666667, 7);
	});

	test.skipIf(dataFolder === undefined)('of two components of iris is that of scikit-learn', () => {
		const { matrix } = readLabelled('iris_r.csv');
		expect(trustworthiness(matrix, planeOf(matrix), 5)).toBeCloseTo(0.978761, 4);
		expect(trustworthiness(matrix, planeOf(matrix), 10)).toBeCloseTo(0.982924, 3);
	});

	test('is 1 for the same place, however stretched, and about a half for chance', () => {
		const { matrix } = blobs({ rows: 200, columns: 3, clusters: 3, apart: 3 });
		expect(trustworthiness(matrix, { ...matrix, values: matrix.values.map((value) => value * 7) }, 10)).toBe(1);
		const random = seededRandom(1);
		const chance = matrixOf(Array.from({ length: 200 }, () => [random.next(), random.next()]));
		expect(Math.abs(trustworthiness(matrix, chance, 10) - 0.5)).toBeLessThan(0.1);
	});

	test('refuses a map of other rows', () => {
		expect(() => trustworthiness(matrixOf([[1], [2]]), matrixOf([[1]]), 1)).toThrow('does not show');
	});
});

describe('a map by neighbours', () => {
	const { matrix } = blobs({ rows: 400, columns: 20, clusters: 8, apart: 2 });

	test('keeps more neighbours than two components do', () => {
		const map = trustworthiness(matrix, drawByNeighbours(matrix, { seed: 1 }), 10);
		expect(map).toBeGreaterThan(trustworthiness(matrix, planeOf(matrix), 10));
	});

	test.skipIf(dataFolder === undefined)('of 600 image segments by 19 features is worth 0.97', () => {
		const all = readLabelled('segment.csv.gz').matrix;
		const segments = takeRows(all, sampleRows(all.rows, 600, seededRandom(1)));
		expect(trustworthiness(segments, drawByNeighbours(segments, { seed: 1 }), 10)).toBeGreaterThan(0.97);
	});

	test('is the same with the same seed, and finite for equal rows', () => {
		const few = blobs({ rows: 60, columns: 4, clusters: 2, apart: 4 }).matrix;
		expect(drawByNeighbours(few, { seed: 3 })).toEqual(drawByNeighbours(few, { seed: 3 }));
		const equal = drawByNeighbours({ rows: 30, columns: 2, values: new Float32Array(60) }, { seed: 1 });
		expect(equal.values.every(Number.isFinite)).toBe(true);
	});

	test('refuses more than it can draw in time', () => {
		expect(() => drawByNeighbours({ rows: 5001, columns: 1, values: new Float32Array(5001) }, { seed: 1 })).toThrow('take a sample');
	});
});
