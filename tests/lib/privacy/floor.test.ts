import { expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import { readFloor, SEGMENT_FLOOR, withholdSmall } from '../../../lib/privacy/floor';

const segments = [
	{ id: 'large', size: 5_000 },
	{ id: 'at the floor', size: 100 },
	{ id: 'just below', size: 99 },
	{ id: 'tiny', size: 3 },
];

test('segments below 100 customers are withheld and counted', () => {
	const { published, withheld, withheldCustomers } = withholdSmall(segments);
	expect(SEGMENT_FLOOR).toBe(100);
	expect(published.map((segment) => segment.id)).toEqual(['large', 'at the floor']);
	expect(withheld.map(({ segment }) => segment.id)).toEqual(['just below', 'tiny']);
	expect(withheld[1].reason).toBe('3 customers are fewer than the floor of 100');
	expect(withheldCustomers).toBe(102);
});

test('an owner may lower the floor on purpose', () => {
	expect(withholdSmall(segments, readFloor(3)).withheld).toEqual([]);
});

test('no segments, nothing withheld', () => {
	expect(withholdSmall([])).toEqual({ published: [], withheld: [], withheldCustomers: 0 });
});

test.each([0, -5, 2.5, Number.NaN, '100', null, undefined])('a floor of %j is refused', (value) => {
	expect(() => readFloor(value)).toThrow(InvalidInput);
	expect(() => readFloor(value)).toThrow('segmentFloor');
});
