import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { fitLogistic } from '../../../lib/propensity/algorithms/logistic/fitLogistic';
import { marginsOfFit } from '../../../lib/propensity/algorithms/logistic/marginsOfFit';
import { areaUnderCurve } from '../../../lib/propensity/evaluation/areaUnderCurve';
import { averagePrecision } from '../../../lib/propensity/evaluation/averagePrecision';
import { brierScore } from '../../../lib/propensity/evaluation/brierScore';
import { logLoss } from '../../../lib/propensity/evaluation/logLoss';
import { calibrationError, reliabilityBins } from '../../../lib/propensity/evaluation/reliabilityBins';
import { properties } from '../../support/properties';
import { designOf } from './designOf';

/**
 * Spector & Mazzeo (1980), J. Economic Education 11: 32 students, GPA, TUCE, PSI → grade A, as in Greene,
 * Econometric Analysis, and statsmodels' spector data set.
 */
const spector = `2.66 20 0 0;2.89 22 0 0;3.28 24 0 0;2.92 12 0 0;4.00 21 0 1;2.86 17 0 0;2.76 17 0 0;2.87 21 0 0
3.03 25 0 0;3.92 29 0 1;2.63 20 0 0;3.32 23 0 0;3.57 23 0 0;3.26 25 0 1;3.53 26 0 0;2.74 19 0 0
2.75 25 0 0;2.83 19 0 0;3.12 23 1 0;3.16 25 1 1;2.06 22 1 0;3.62 28 1 1;2.89 14 1 0;3.51 26 1 0
3.54 24 1 1;2.83 27 1 1;3.39 17 1 1;2.67 24 1 0;3.65 21 1 1;4.00 23 1 1;3.10 21 1 0;2.39 19 1 1`
	.split(/[;\n]/)
	.map((line) => line.trim().split(' ').map(Number));

test('the Spector and Mazzeo logit has the published coefficients and likelihood', () => {
	const { design, labels } = designOf(spector.map((row) => row.slice(0, 3)), spector.map((row) => row[3]));
	const fit = fitLogistic(design, labels, { penalty: 0 });
	expect(fit.converged).toBe(true);
	[2.826113, 0.095158, 2.378688].forEach((value, index) =>
		expect(fit.weights[index]).toBeCloseTo(value, 5),
	);
	expect(fit.intercept).toBeCloseTo(-13.021347, 4);
	const likelihood = spector.reduce((sum, row) => {
		const margin = row.slice(0, 3).reduce((at, x, index) => at + x * fit.weights[index], fit.intercept);
		return sum - Math.log1p(Math.exp(row[3] === 1 ? -margin : margin));
	}, 0);
	expect(likelihood).toBeCloseTo(-12.889634, 6);
});

const folder = process.env.COHORTS_DATA;

describe.skipIf(folder === undefined)('breast cancer, standardized, C = 1', () => {
	const { rows, labels: benign } = breastCancer();

	test('has the intercept, coefficients and log loss of scikit-learn', () => {
		const { design, labels } = designOf(standardized(rows), benign);
		const fit = fitLogistic(design, labels, { penalty: 1 });
		expect(fit.converged).toBe(true);
		expect(fit.intercept).toBeCloseTo(0.214566, 3);
		[-0.363171, -0.387703, -0.351114].forEach((value, index) =>
			expect(fit.weights[index]).toBeCloseTo(value, 3),
		);
		const losses = benign.map((label, row) => {
			const margin = standardized(rows)[row].reduce(
				(sum, x, index) => sum + x * fit.weights[index],
				fit.intercept,
			);
			return Math.log1p(Math.exp(label === 1 ? -margin : margin));
		});
		expect(losses.reduce((sum, loss) => sum + loss, 0) / losses.length).toBeCloseTo(0.053392, 5);
	});
});

describe.skipIf(folder === undefined)('breast cancer, every fifth row held out', () => {
	const { rows, labels: benign } = breastCancer();

	test('has the held-out figures of scikit-learn', () => {
		const held = rows.map((_, index) => index % 5 === 0);
		const prepared = standardized(rows, rows.filter((_, index) => !held[index]));
		const part = (inside: boolean) =>
			designOf(
				prepared.filter((_, index) => held[index] === inside),
				benign.filter((_, index) => held[index] === inside),
			);
		const train = part(false);
		const { design, labels } = part(true);
		const margins = marginsOfFit(design, fitLogistic(train.design, train.labels, { penalty: 1 }));
		const probabilities = margins.map((margin) => 1 / (1 + Math.exp(-margin)));
		expect(labels.length).toBe(114);
		expect(areaUnderCurve(labels, probabilities)).toBeCloseTo(0.99628, 4);
		expect(averagePrecision(labels, probabilities)).toBeCloseTo(0.99801, 4);
		expect(logLoss(labels, probabilities)).toBeCloseTo(0.09417, 4);
		expect(brierScore(labels, probabilities)).toBeCloseTo(0.0295, 4);
		const edges = Array.from({ length: 9 }, (_, index) => (index + 1) / 10);
		expect(calibrationError(reliabilityBins(labels, probabilities, edges))).toBeCloseTo(0.0228, 3);
	});
});

/** UCI Wisconsin diagnostic; benign is the positive class, as in scikit-learn. */
function breastCancer() {
	const path = join(folder ?? '', 'clustering_labelled', 'wdbc.csv');
	const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(1) : [];
	const cells = lines.map((line) => line.split(','));
	return {
		rows: cells.map((line) => line.slice(0, 30).map(Number)),
		labels: cells.map((line) => (line[30] === 'B' ? 1 : 0)),
	};
}

/** Rows in deviations from the mean of some of them; all of them unless given. */
function standardized(
	rows: readonly (readonly number[])[],
	fitted: readonly (readonly number[])[] = rows,
): number[][] {
	const columns = fitted[0].map((_, column) => fitted.map((row) => row[column]));
	const shapes = columns.map((values) => {
		const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
		const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
		return { mean, deviation: Math.sqrt(squares / values.length) };
	});
	return rows.map((row) => row.map((value, index) => (value - shapes[index].mean) / shapes[index].deviation));
}

test('known weights are found again from many draws', () => {
	const random = seededRandom(1);
	const rows = Array.from({ length: 20_000 }, () => [random.normal(), random.normal()]);
	const labels = rows.map(([x, y]) => (random.next() < 1 / (1 + Math.exp(-(0.5 + x - 2 * y))) ? 1 : 0));
	const { design, labels: target } = designOf(rows, labels);
	const fit = fitLogistic(design, target, { penalty: 0 });
	// Standard errors are about 0.02 to 0.03 here.
	expect(fit.weights[0]).toBeCloseTo(1, 0.9);
	expect(Math.abs(fit.weights[0] - 1)).toBeLessThan(0.08);
	expect(Math.abs(fit.weights[1] + 2)).toBeLessThan(0.1);
	expect(Math.abs(fit.intercept - 0.5)).toBeLessThan(0.07);
});

test('separated labels have a finite fit with a penalty, and are reported without one', () => {
	const { design, labels } = designOf([[-2], [-1], [1], [2]], [0, 0, 1, 1]);
	const penalised = fitLogistic(design, labels, { penalty: 0.1 });
	expect(penalised.converged).toBe(true);
	expect(penalised.weights[0]).toBeGreaterThan(1);
	expect(penalised.weights[0]).toBeLessThan(10);
	expect(fitLogistic(design, labels, { penalty: 0, tolerance: 0, iterationsMax: 8 }).converged).toBe(false);
});

test('a constant column gets no weight and only one class gets an intercept of its own', () => {
	const { design, labels } = designOf([[0], [0], [0], [0]], [0, 1, 0, 1]);
	const fit = fitLogistic(design, labels, { penalty: 1 });
	expect(fit.weights[0]).toBe(0);
	expect(fit.intercept).toBeCloseTo(0, 8);
	const only = designOf([[1], [2], [3]], [0, 0, 0]);
	const none = fitLogistic(only.design, only.labels, { penalty: 1 });
	expect(none.intercept).toBeLessThan(-1);
	expect(none.weights.every(Number.isFinite)).toBe(true);
});

test('no columns leave the base rate', () => {
	const { design, labels } = designOf([[], [], [], []], [0, 1, 1, 1]);
	const fit = fitLogistic(design, labels, { penalty: 1 });
	expect(fit.intercept).toBeCloseTo(Math.log(3), 6);
});

test('the order of rows does not matter, and columns carry their weights with them', () => {
	const random = seededRandom(2);
	const rows = Array.from({ length: 300 }, () => [random.normal(), random.normal(), random.normal()]);
	const labels = rows.map(([x]) => (random.next() < 1 / (1 + Math.exp(-x)) ? 1 : 0));
	const plain = designOf(rows, labels);
	const fit = fitLogistic(plain.design, plain.labels, { penalty: 2 });
	fc.assert(
		fc.property(
			fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
			fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
			(order, columns) => {
				const mixed = designOf(
					order.map((row) => columns.map((column) => rows[row][column])),
					order.map((row) => labels[row]),
				);
				const again = fitLogistic(mixed.design, mixed.labels, { penalty: 2 });
				expect(again.intercept).toBeCloseTo(fit.intercept, 5);
				columns.forEach((column, index) =>
					expect(again.weights[index]).toBeCloseTo(fit.weights[column], 5),
				);
			},
		),
		properties(10),
	);
});

test('the caller keeps his numbers', () => {
	const { design, labels } = designOf(spector.map((row) => row.slice(0, 3)), spector.map((row) => row[3]));
	const before = design.values.slice();
	fitLogistic(design, labels, { penalty: 1 });
	expect(design.values).toEqual(before);
});
