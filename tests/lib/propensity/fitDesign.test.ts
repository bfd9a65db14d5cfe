import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { buildDesign } from '../../../lib/propensity/design/buildDesign';
import { fitDesign } from '../../../lib/propensity/design/fitDesign';

const random = seededRandom(1);
const spread = { name: 'spread', values: Float64Array.from({ length: 600 }, () => random.normal()) };
const counts = { name: 'counts', values: Float64Array.from({ length: 600 }, (_, row) => (row < 300 ? 0 : 1 + (row % 6))) };
const someAbsent = { name: 'someAbsent', values: spread.values.map((value, row) => (row % 10 === 0 ? NaN : value)) };

const shapeOf = (...columns: Parameters<typeof fitDesign>[0]) =>
	fitDesign(columns, 100).preparation.columns.map(({ name, transform, low, high }) => ({ name, transform, low, high }));

describe('columns of a regression', () => {
	test('are the feature on its scale and the pieces up to each third', () => {
		const [whole, first, second, ...more] = shapeOf(spread);
		expect(more).toEqual([]);
		expect(first.low).toBe(whole.low);
		expect(first.high).toBe(second.low);
		const sorted = spread.values.toSorted();
		expect(first.high).toBeCloseTo(sorted[200], 1);
		expect(second.high).toBeCloseTo(sorted[400], 1);
	});

	test('set the many customers at zero apart from those with one', () => {
		const [, atAll] = shapeOf(counts);
		expect(atAll).toMatchObject({ low: 0, high: 1 });
	});

	test('have one indicator for features that are absent together', () => {
		const twin = { name: 'twin', values: someAbsent.values.map((value) => -2 * value) };
		const indicators = shapeOf(someAbsent, twin).filter(({ transform }) => transform === 'missing');
		expect(indicators.map(({ name }) => name)).toEqual(['someAbsent']);
	});

	test('have none for a feature that is hardly ever, or nearly always, absent', () => {
		const rarely = { name: 'rarely', values: spread.values.map((value, row) => (row < 2 ? NaN : value)) };
		const nearlyAlways = { name: 'nearlyAlways', values: spread.values.map((value, row) => (row < 2 ? value : NaN)) };
		expect(shapeOf(rarely, nearlyAlways).filter(({ transform }) => transform === 'missing')).toEqual([]);
	});

	test('are none for constant, always absent or no features', () => {
		const constant = { name: 'constant', values: new Float64Array(600).fill(4) };
		const absent = { name: 'absent', values: new Float64Array(600).fill(NaN) };
		expect(shapeOf(constant, absent)).toEqual([]);
		expect(shapeOf()).toEqual([]);
	});

	test('keep to the number allowed, whole features before their pieces', () => {
		const { preparation, columnsPossible } = fitDesign([spread, someAbsent], 3);
		expect(preparation.columns.map(({ name, transform }) => `${name} ${transform}`)).toEqual([
			'spread none',
			'someAbsent none',
			'someAbsent missing',
		]);
		expect(columnsPossible).toBe(7);
	});

	test('have mean 0 and deviation 1 over the rows they were fitted on, and no gaps', () => {
		const columns = [spread, counts, someAbsent];
		const { preparation } = fitDesign(columns, 100);
		const design = buildDesign(preparation, columns);
		expect(design.values.every(Number.isFinite)).toBe(true);
		for (let column = 0; column < design.columns; column += 1) {
			const values = Array.from({ length: design.rows }, (_, row) => design.values[row * design.columns + column]);
			const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
			const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
			expect(mean).toBeCloseTo(0, 1);
			expect(Math.sqrt(variance)).toBeCloseTo(1, 1);
		}
	});
});
