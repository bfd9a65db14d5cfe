import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { predict } from '../../../lib/models/logistic/predict';
import { areaUnderCurve } from '../../../lib/propensity/evaluation/areaUnderCurve';
import { learnPropensity, type LearnInput } from '../../../lib/propensity/learnPropensity';
import { predictRows } from '../../../lib/propensity/predictRows';

const silent = { progress: () => undefined };

interface Column {
	readonly name: string;
	/** Value of a customer whose two hidden traits and label are given. */
	readonly value: (row: { x: number; y: number; label: number; noise: () => number }) => number;
}

const x: Column = { name: 'x', value: (row) => row.x };
const y: Column = { name: 'y', value: (row) => row.y };

interface Options {
	readonly rows?: number;
	readonly seed?: number;
	readonly logit?: (x: number, y: number) => number;
}

/** Customers with two hidden traits whose label has the given log-odds, seen through columns. */
function customers(columns: readonly Column[], { rows = 2_000, seed = 1, logit = (a, b) => a - b - 1 }: Options = {}) {
	const random = seededRandom(seed);
	const people = Array.from({ length: rows }, () => {
		const [a, b] = [random.normal(), random.normal()];
		const truth = 1 / (1 + Math.exp(-logit(a, b)));
		return { x: a, y: b, truth, label: random.next() < truth ? 1 : 0, noise: () => random.normal() };
	});
	return {
		labels: Uint8Array.from(people, ({ label }) => label),
		truth: Float64Array.from(people, ({ truth }) => truth),
		values: columns.map(({ value }) => Float64Array.from(people, (person) => value(person))),
	};
}

function inputOf(columns: readonly Column[], options: Options = {}): LearnInput & { truth: Float64Array } {
	const training = customers(columns, { ...options, seed: 1 });
	const test = customers(columns, { ...options, seed: 2 });
	return {
		features: columns.map(({ name }) => ({ name, label: `label of ${name}` })),
		training: { ...training, folds: Uint8Array.from(training.labels, (_, row) => row % 4) },
		test,
		seed: 'seed',
		truth: test.truth,
	};
}

describe('learning', () => {
	test('comes near the best possible ranking, with probabilities that hold', () => {
		const input = inputOf([x, y]);
		const { evaluation, converged } = learnPropensity(input, silent);
		expect(converged).toBe(true);
		expect(evaluation.auc.value).toBeGreaterThan(areaUnderCurve(input.test.labels, input.truth) - 0.005);
		expect(evaluation.calibrationSlope.low).toBeLessThan(1);
		expect(evaluation.calibrationSlope.high).toBeGreaterThan(1);
		expect(Math.abs(evaluation.calibrationGap)).toBeLessThan(0.03);
	});

	test('bends with an effect that is highest in the middle', () => {
		const input = inputOf([x], { logit: (a) => 1.5 - 2 * Math.abs(a), rows: 4_000 });
		const { evaluation } = learnPropensity(input, silent);
		expect(evaluation.bestSingleFeature.auc).toBeLessThan(0.55);
		expect(evaluation.auc.value).toBeGreaterThan(areaUnderCurve(input.test.labels, input.truth) - 0.02);
	});

	test('learns from absence when absence says something', () => {
		const hidden: Column = { name: 'hidden', value: ({ x: trait, label }) => (label === 1 && trait > -0.5 ? NaN : 3) };
		const input = inputOf([hidden]);
		const { model, evaluation } = learnPropensity(input, silent);
		expect(model.preparation.columns.map(({ transform }) => transform)).toEqual(['missing']);
		expect(predict(model, { hidden: null })).toBeGreaterThan(0.8);
		expect(evaluation.auc.value).toBeGreaterThan(0.8);
	});

	test('is not disturbed by constant and always absent features, and does not name them as drivers', () => {
		const useless: Column[] = [
			{ name: 'constant', value: () => 7 },
			{ name: 'absent', value: () => NaN },
		];
		const { model, drivers } = learnPropensity(inputOf([x, ...useless]), silent);
		expect(new Set(model.preparation.columns.map(({ name }) => name))).toEqual(new Set(['x']));
		expect(drivers).toEqual([
			{ name: 'x', share: 1, direction: 'more', sentence: 'label of x: the higher, the likelier' },
		]);
	});

	test('gives everybody the base rate when nothing tells customers apart', () => {
		const input = inputOf([{ name: 'constant', value: () => 7 }]);
		const { model, evaluation, drivers } = learnPropensity(input, silent);
		const positives = input.training.labels.reduce((sum, label) => sum + label, 0);
		expect(model.weights).toEqual([]);
		expect(drivers).toEqual([]);
		expect(evaluation.auc.value).toBe(0.5);
		expect(predict(model, { constant: 7 })).toBeCloseTo(positives / 2_000, 3);
	});

	test('promises nothing from noise', () => {
		const noise = ['a', 'b', 'c', 'd'].map((name): Column => ({ name, value: (row) => row.noise() }));
		const input = inputOf(noise);
		const { evaluation, model } = learnPropensity(input, silent);
		expect(evaluation.auc.low).toBeLessThanOrEqual(0.5);
		const probabilities = predictRows(model, columnsOf(['a', 'b', 'c', 'd'], input.test.values));
		expect(Math.max(...probabilities)).toBeLessThan(evaluation.baseRate + 0.12);
	});

	test('takes fewer columns when outcomes are few, the most telling first', () => {
		const noise = ['a', 'b', 'c', 'd', 'e', 'f'].map((name): Column => ({ name, value: (row) => row.noise() }));
		const input = inputOf([...noise, x], { rows: 400, logit: (a) => 2 * a - 2.5 });
		const positives = input.training.labels.reduce((sum, label) => sum + label, 0);
		const learned = learnPropensity(input, silent);
		expect(learned.columns).toBe(Math.floor(positives / 10));
		expect(learned.columnsLeftOut).toBeGreaterThan(0);
		expect(learned.model.preparation.columns[0].name).toBe('x');
	});
});

describe('features that give the outcome away', () => {
	const canary: Column = { name: 'canary', value: ({ label }) => label };

	test('are left out and named', () => {
		const { leaks, model, evaluation } = learnPropensity(inputOf([x, canary]), silent);
		expect(leaks).toEqual([{ name: 'canary', label: 'label of canary' }]);
		expect(model.preparation.columns.map(({ name }) => name)).not.toContain('canary');
		expect(evaluation.auc.value).toBeLessThan(0.9);
	});

	test('are found upside down, and where only their absence tells', () => {
		const inverse: Column = { name: 'inverse', value: ({ label }) => 5 - label };
		const absence: Column = { name: 'absence', value: ({ label }) => (label === 1 ? NaN : 1) };
		const { leaks } = learnPropensity(inputOf([x, inverse, absence]), silent);
		expect(leaks.map(({ name }) => name)).toEqual(['inverse', 'absence']);
	});

	test('are refused by name when nothing else is left', () => {
		expect(() => learnPropensity(inputOf([canary]), silent)).toThrow(/"label of canary".*choose other features/);
	});
});

describe('the same customers', () => {
	const input = inputOf([x, y]);
	const learned = learnPropensity(input, silent);
	const aucOf = (columns: readonly Column[]) => learnPropensity(inputOf(columns), silent).evaluation.auc.value;

	test('give the same model, byte for byte', () => {
		expect(JSON.stringify(learnPropensity(input, silent))).toBe(JSON.stringify(learned));
	});

	test('give the same probabilities whatever the units and the order of features', () => {
		const inCents: Column = { name: 'x', value: (row) => row.x * 1_000_000 + 5_000_000 };
		const plain = predictRows(learned.model, columnsOf(['x', 'y'], input.test.values));
		const scaled = inputOf([y, inCents]);
		const other = learnPropensity(scaled, silent);
		const probabilities = predictRows(other.model, columnsOf(['y', 'x'], scaled.test.values));
		// The transform may be chosen differently for numbers that are all large; the ranking may not.
		const gaps = probabilities.map((probability, row) => Math.abs(probability - plain[row]));
		expect(Math.max(...gaps)).toBeLessThan(1e-3);
	});

	test('do not profit from a copy of a feature', () => {
		expect(aucOf([x, y, { ...x, name: 'copy' }])).toBeCloseTo(learned.evaluation.auc.value, 2);
	});

	test('get from rows what predict says of each', () => {
		const columns = columnsOf(['x', 'y'], input.test.values);
		const probabilities = predictRows(learned.model, columns);
		for (const row of [0, 1, 500, 1_999]) {
			const features = { x: columns[0].values[row], y: columns[1].values[row] };
			expect(predict(learned.model, features)).toBeCloseTo(probabilities[row], 14);
		}
	});

	test('report progress from 0 to 1', () => {
		const shares: number[] = [];
		learnPropensity(input, { progress: (share) => shares.push(share) });
		expect(shares.length).toBeGreaterThan(4);
		expect([...shares].sort((left, right) => left - right)).toEqual(shares);
		expect(Math.max(...shares)).toBeLessThanOrEqual(1);
	});
});

function columnsOf(names: readonly string[], values: readonly Float64Array[]) {
	return names.map((name, index) => ({ name, values: values[index] }));
}
