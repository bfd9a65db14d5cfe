import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../../lib/core/random';
import { matrixOf, type Matrix } from '../../../lib/math/matrix';
import { principalComponents, projectRow } from '../../../lib/math/principalComponents';
import { rowOf } from '../../../lib/math/rows';
import { summarize } from '../../../lib/math/summary';
import { readLabelled } from '../../support/labelledData';

const dataFolder = process.env.COHORTS_DATA;
const numRuns = process.env.COHORTS_DEEP === '1' ? 5000 : 50;

function normalMatrix(rows: number, scales: readonly number[]): Matrix {
	const random = seededRandom(`normal ${rows}`);
	return matrixOf(Array.from({ length: rows }, () => scales.map((scale) => random.normal() * scale)));
}

function varianceOf(values: readonly number[]): number {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

describe('principal components', () => {
	test.skipIf(dataFolder === undefined)('of iris are those of R prcomp and scikit-learn', () => {
		const file = readFileSync(join(dataFolder ?? '', 'clustering_labelled/iris_r.csv'), 'utf8');
		const rows = file.trim().split('\n').slice(1);
		const matrix = matrixOf(rows.map((row) => row.split(',').slice(0, 4).map(Number)));
		const { variances, directions } = principalComponents(matrix);
		const sample = variances.map((variance) => (variance * 150) / 149);
		[4.22824171, 0.24267075, 0.0782095, 0.02383509].forEach((value, index) =>
			expect(sample[index]).toBeCloseTo(value, 5),
		);
		const total = sample.reduce((sum, value) => sum + value, 0);
		[0.92461872, 0.05306648, 0.01710261, 0.00521218].forEach((ratio, index) =>
			expect(sample[index] / total).toBeCloseTo(ratio, 6),
		);
		[25.09996, 6.01315, 3.41368, 1.88452].forEach((singular, index) =>
			expect(Math.sqrt(150 * variances[index])).toBeCloseTo(singular, 4),
		);
		[0.36138659, -0.08452251, 0.85667061, 0.3582892].forEach((value, index) =>
			expect(directions[0][index]).toBeCloseTo(value, 5),
		);
	});

	test.skipIf(dataFolder === undefined)('of standardised iris have the ratios of its correlations', () => {
		const { matrix } = readLabelled('iris_r.csv');
		const columns = [0, 1, 2, 3].map((column) => matrix.values.filter((_, at) => at % 4 === column));
		const scaled = columns.map((values) => {
			const { mean, standardDeviation } = summarize([...values]);
			return values.map((value) => (value - mean) / standardDeviation);
		});
		const rows = Array.from({ length: 150 }, (_, row) => scaled.map((values) => values[row]));
		const { variances } = principalComponents(matrixOf(rows));
		[0.72962445, 0.22850762, 0.03668922, 0.00517871].forEach((ratio, index) =>
			expect(variances[index] / 4).toBeCloseTo(ratio, 6),
		);
	});

	test('of points on a line are the line, which carries all variance', () => {
		const matrix = matrixOf([0, 1, 2, 3, 4].map((t) => [3 * t + 1, 4 * t - 2]));
		const { directions, variances, mean } = principalComponents(matrix);
		expect(directions[0][0]).toBeCloseTo(0.6, 6);
		expect(directions[0][1]).toBeCloseTo(0.8, 6);
		expect(variances[0]).toBeCloseTo(25 * 2, 6);
		expect(variances[1]).toBeCloseTo(0, 6);
		expect([...mean]).toEqual([7, 6]);
	});

	test('are found also when all variances are equal', () => {
		const matrix = matrixOf([
			[1, 0, 0],
			[-1, 0, 0],
			[0, 1, 0],
			[0, -1, 0],
			[0, 0, 1],
			[0, 0, -1],
		]);
		for (const variance of principalComponents(matrix).variances) {
			expect(variance).toBeCloseTo(1 / 3, 9);
		}
	});

	test('of columns that never vary carry nothing and project to zero', () => {
		const matrix = matrixOf([
			[2, 5],
			[2, 5],
			[2, 5],
		]);
		const found = principalComponents(matrix);
		expect(found.variances).toEqual([0, 0]);
		expect(projectRow(found, rowOf(matrix, 1))).toEqual([0, 0]);
	});

	test('of no rows are refused', () => {
		expect(() => principalComponents(matrixOf([]))).toThrow('need rows');
	});

	test('are at right angles, of length one, and carry the variance they claim', () => {
		fc.assert(
			fc.property(
				fc.array(fc.double({ min: 0.1, max: 30, noNaN: true }), { minLength: 2, maxLength: 8 }),
				fc.integer({ min: 10, max: 60 }),
				(scales, rows) => {
					const matrix = normalMatrix(rows, scales);
					const found = principalComponents(matrix);
					const places = Array.from({ length: rows }, (_, row) => projectRow(found, rowOf(matrix, row)));
					found.directions.forEach((direction, first) => {
						const dots = found.directions.map((other) =>
							direction.reduce((sum, value, at) => sum + value * other[at], 0),
						);
						dots.forEach((dot, second) => expect(dot).toBeCloseTo(first === second ? 1 : 0, 9));
						const variance = varianceOf(places.map((place) => place[first]));
						expect(Math.abs(variance - found.variances[first])).toBeLessThan(
							1e-6 * (1 + found.variances[0]),
						);
					});
				},
			),
			{ seed: 11, numRuns },
		);
	});
});
