import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../lib/core/random';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import { matrixOf, type Matrix } from '../../../../lib/math/matrix';
import { rowOf } from '../../../../lib/math/rows';
import { unitRows } from '../../../../lib/math/unitRows';
import { fitKmeans } from '../../../../lib/segments/clustering/centres/fitKmeans';
import { properties } from '../../../support/properties';

/** Directions around a few axes, each row as long as it likes. */
function bundles(rows: number, columns: number, seed: number): { matrix: Matrix; truth: number[] } {
	const random = seededRandom(seed);
	const axes = Array.from({ length: 4 }, () => Array.from({ length: columns }, () => random.normal()));
	const truth = Array.from({ length: rows }, () => random.integer(4));
	return {
		truth,
		matrix: matrixOf(
			truth.map((axis) => {
				const length = Math.exp(2 * random.normal());
				return axes[axis].map((value) => length * (value + 0.2 * random.normal()));
			}),
		),
	};
}

const fit = (matrix: Matrix) => fitKmeans(unitRows(matrix), { k: 4, seed: 1, metric: 'cosine' });

test('directions are found whatever the lengths, which k-means on the values cannot', () => {
	const { matrix, truth } = bundles(800, 12, 3);
	expect(adjustedRandIndex(fit(matrix).labels, truth)).toBeGreaterThan(0.98);
	expect(adjustedRandIndex(fitKmeans(matrix, { k: 4, seed: 1 }).labels, truth)).toBeLessThan(0.6);
});

describe('the centres', () => {
	test('are directions, and each row is with the one of largest cosine', () => {
		const property = fc.property(fc.integer({ min: 10, max: 200 }), fc.integer({ min: 2, max: 9 }), fc.nat(), (rows, columns, seed) => {
			const points = unitRows(bundles(rows, columns, seed).matrix);
			const { centres, labels } = fit(points);
			const cosine = (row: number, cluster: number) =>
				rowOf(points, row).reduce((sum, value, column) => sum + value * rowOf(centres, cluster)[column], 0);
			for (let cluster = 0; cluster < centres.rows; cluster += 1) {
				expect(Math.hypot(...rowOf(centres, cluster))).toBeCloseTo(1, 5);
			}
			labels.forEach((label, row) => {
				for (let cluster = 0; cluster < centres.rows; cluster += 1) {
					expect(cosine(row, label)).toBeGreaterThan(cosine(row, cluster) - 1e-5);
				}
			});
		});
		fc.assert(property, properties(15));
	});

	test('do not move when rows become longer', () => {
		const { matrix } = bundles(300, 5, 8);
		const longer = { ...matrix, values: matrix.values.map((value, at) => value * 2 ** (Math.floor(at / 5) % 9)) };
		expect(fit(longer)).toEqual(fit(matrix));
	});
});

test('a row of zeros has no direction and stays where it is', () => {
	const scaled = unitRows(matrixOf([[0, 0], [3, 4]]));
	[0, 0, 0.6, 0.8].forEach((value, at) => expect(scaled.values[at]).toBeCloseTo(value, 6));
});
