import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import { seededRandom } from '../../../lib/core/random';
import { fitPreparation } from '../../../lib/math/fitPreparation';
import { prepareMatrix, prepareRow } from '../../../lib/math/prepareMatrix';
import { prepareValue, signedExp, signedLog } from '../../../lib/math/prepareValue';
import { summarize } from '../../../lib/math/summary';
import { properties } from '../../support/properties';

function fitOne(values: readonly number[]) {
	return fitPreparation([{ name: 'orders', values }]).columns[0];
}

function lognormal(rows: number, seed: number): number[] {
	const random = seededRandom(seed);
	return Array.from({ length: rows }, () => Math.round(Math.exp(3 + 1.5 * random.normal())));
}

describe('preparing a column', () => {
	test('gives it mean 0 and population standard deviation 1', () => {
		const column = fitOne([1, 2, 3, 4, 5]);
		expect(column).toMatchObject({ transform: 'none', centre: 3, missingValue: 3 });
		expect(column.scale).toBeCloseTo(Math.SQRT2, 2);
	});

	test('takes skewed counts and amounts on the log, symmetric ones as they are', () => {
		expect(fitOne(lognormal(500, 1)).transform).toBe('signedLog');
		expect(fitOne(Array.from({ length: 500 }, (_, at) => at)).transform).toBe('none');
	});

	test('takes skewed values of both signs on the signed log', () => {
		const column = fitOne(lognormal(500, 2).map((value, at) => (at % 10 === 0 ? -value / 4 : value)));
		expect(column.transform).toBe('signedLog');
		expect(column.low).toBeLessThan(0);
		expect(prepareValue(column, -20)).toBeLessThan(prepareValue(column, 20));
	});

	test('does not take values on the log that it would make more skewed', () => {
		expect(fitOne(lognormal(500, 3).map((value) => 1e5 - value)).transform).toBe('none');
	});

	test('draws in one absurd value so that it does not set the scale', () => {
		const values = [...Array.from({ length: 5000 }, (_, at) => at % 100), 1e12];
		const column = fitOne(values);
		expect(column.scale).toBeLessThan(30);
		expect(Math.abs(prepareValue(column, 1e12))).toBeLessThanOrEqual(4);
	});

	test('keeps a rare flag within the limit, so that it is no axis of its own', () => {
		const column = fitOne(Array.from({ length: 1000 }, (_, at) => (at % 200 === 0 ? 1 : 0)));
		expect(prepareValue(column, 1)).toBeCloseTo(4, 6);
		expect(prepareValue(column, 0)).toBeCloseTo(-0.0709, 3);
	});

	test('makes a constant column 0 for everybody, later customers included', () => {
		const column = fitOne([0.1, 0.1, 0.1]);
		expect(column.scale).toBe(1);
		expect([0.1, 0, 1e9, null].map((value) => prepareValue(column, value))).toEqual([0, 0, 0, 0]);
	});

	test('fills what is missing with the median', () => {
		const column = fitOne([1, NaN, 2, NaN, 9]);
		expect(column.missingValue).toBe(2);
		expect(prepareValue(column, null)).toBe(prepareValue(column, 2));
		expect(prepareValue(column, undefined)).toBe(prepareValue(column, NaN));
	});

	test('makes a column without any value, and one without rows, 0', () => {
		expect(prepareValue(fitOne([NaN, NaN]), 5)).toBe(0);
		expect(prepareValue(fitOne([]), 5)).toBe(0);
	});

	test('takes one row', () => {
		expect(prepareValue(fitOne([42]), 42)).toBe(0);
	});

	test('refuses an infinite value and names the column', () => {
		expect(() => fitOne([1, Infinity])).toThrow(InvalidInput);
		expect(() => fitOne([1, -Infinity])).toThrow('Feature "orders" has the value -Infinity');
	});

	test('stays within its limit, rises with the value and survives JSON, whatever the data', () => {
		const value = fc.double({ noDefaultInfinity: true, min: -1e9, max: 1e9 });
		const property = fc.property(fc.array(value, { maxLength: 60 }), fc.array(value), (known, later) => {
			const column = fitOne(known);
			expect(JSON.parse(JSON.stringify(column))).toEqual(column);
			const prepared = later.filter((raw) => !Number.isNaN(raw)).sort((a, b) => a - b).map((raw) => prepareValue(column, raw));
			expect(prepared).toEqual([...prepared].sort((a, b) => a - b));
			for (const each of prepared) expect(Math.abs(each)).toBeLessThanOrEqual(4 + 1e-6);
		});
		fc.assert(property, properties(200));
	});
});

describe('the signed logarithm', () => {
	test('is odd, 0 at 0, and log1p above', () => {
		expect(signedLog(0)).toBe(0);
		expect(signedLog(Math.E - 1)).toBeCloseTo(1, 12);
		expect(signedLog(-5)).toBe(-signedLog(5));
	});

	test('is undone by the signed exponential', () => {
		const property = fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
			expect(signedExp(signedLog(value))).toBeCloseTo(value, Math.abs(value) > 1 ? 3 : 9);
		});
		fc.assert(property, properties(200));
	});
});

describe('preparing a matrix', () => {
	const columns = [
		{ name: 'orders', values: [1, 2, 3, NaN] },
		{ name: 'revenueCents', values: lognormal(4, 5) },
	];
	const preparation = fitPreparation(columns);

	test('gives what preparing each row gives, in shared memory', () => {
		const matrix = prepareMatrix(preparation, [...columns].reverse());
		expect(matrix).toMatchObject({ rows: 4, columns: 2 });
		expect(matrix.values.buffer).toBeInstanceOf(SharedArrayBuffer);
		for (let row = 0; row < 4; row += 1) {
			const raw = { orders: columns[0].values[row], revenueCents: columns[1].values[row] };
			const expected = Float32Array.from(prepareRow(preparation, raw));
			expect(matrix.values.slice(row * 2, row * 2 + 2)).toEqual(expected);
		}
	});

	test('gives columns of mean 0 and deviation 1', () => {
		const skewed = { name: 'amount', values: lognormal(3000, 6) };
		const { values } = prepareMatrix(fitPreparation([skewed]), [skewed]);
		const { mean, standardDeviation } = summarize(values);
		expect(mean).toBeCloseTo(0, 2);
		expect(standardDeviation).toBeCloseTo(1, 2);
	});

	test('says which column is missing and which there are', () => {
		expect(() => prepareMatrix(preparation, [columns[0]])).toThrow(
			'Feature "revenueCents" is missing; the data has: orders',
		);
	});

	test('of no columns and no rows is empty', () => {
		expect(prepareMatrix(fitPreparation([]), [])).toMatchObject({ rows: 0, columns: 0 });
	});

	test('takes an absent feature of a single customer as missing', () => {
		const known = { orders: 2, revenueCents: preparation.columns[1].missingValue };
		expect(prepareRow(preparation, { orders: 2 })).toEqual(prepareRow(preparation, known));
	});
});
