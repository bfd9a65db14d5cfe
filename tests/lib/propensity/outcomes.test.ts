import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import { describeOutcome, modelNameOf, scoreNameOf } from '../../../lib/propensity/describeOutcome';
import { readOutcome } from '../../../lib/propensity/readOutcome';

const order = { kind: 'happens', eventNames: ['Order Completed'], horizonDays: 30 } as const;

describe('an outcome', () => {
	test('is asked about a year’s customers when it may happen, about the last horizon’s when it may stop', () => {
		expect(readOutcome(order).activeWithinDays).toBe(365);
		expect(readOutcome({ ...order, kind: 'stops' }).activeWithinDays).toBe(30);
		expect(readOutcome({ ...order, activeWithinDays: 60 }).activeWithinDays).toBe(60);
	});

	test('lists its events once, in an order that does not depend on who wrote them', () => {
		expect(readOutcome({ ...order, eventNames: [' b ', 'a', 'b'] }).eventNames).toEqual(['a', 'b']);
	});

	test.each([
		[{ ...order, horizonDays: 0 }, /horizonDays of the outcome/],
		[{ ...order, horizonDays: 1.5 }, /horizonDays of the outcome/],
		[{ ...order, eventNames: [] }, /eventNames of the outcome is empty: expected at least one event/],
		[{ ...order, eventNames: [' '] }, /eventNames\.0 of the outcome/],
		[{ ...order, activeWithinDays: -1 }, /activeWithinDays of the outcome/],
	])('%j is refused by the field that is wrong', (outcome, sentence) => {
		expect(() => readOutcome(outcome)).toThrow(InvalidInput);
		expect(() => readOutcome(outcome)).toThrow(sentence);
	});

	test('reads the same everywhere', () => {
		const outcome = readOutcome(order);
		expect(describeOutcome(outcome)).toBe('Order Completed within 30 days');
		expect(describeOutcome({ ...outcome, kind: 'stops' })).toBe('no Order Completed within 30 days');
		expect(describeOutcome({ ...outcome, kind: 'stops', eventNames: [] })).toBe('no activity within 30 days');
		expect(modelNameOf(outcome)).toBe('propensity:Order Completed within 30 days');
		expect(scoreNameOf(outcome)).toBe('propensityOrderCompletedWithin30Days');
	});

	test('has a column of its own, whatever letters its events have and however long they are', () => {
		const names = [['Покупка'], ['Продажа'], ['a'.repeat(90)], ['a'.repeat(91)], ['a.b'], ['a b']];
		const columns = names.map((eventNames) => scoreNameOf(readOutcome({ ...order, eventNames })));
		expect(new Set(columns).size).toBe(names.length);
		for (const column of columns) expect(column).toMatch(/^[a-z][A-Za-z0-9_]{0,62}$/);
	});
});
