import { expect, test } from 'vitest';

import {
	capitalize,
	formatCount,
	formatDays,
	formatFeature,
	formatInstant,
	formatMoney,
	formatNumber,
	formatPercent,
	formatPercentRounded,
	formatQuantity,
	formatScore,
	formatSeconds,
} from '../../../lib/report/format';

test('counts carry thousands separators and no false minus', () => {
	expect([0, 12, 1_234_567, -0.2].map(formatCount)).toEqual(['0', '12', '1,234,567', '0']);
});

test('a quantity of one is singular', () => {
	expect(formatQuantity(1, 'customer')).toBe('1 customer');
	expect(formatQuantity(1_234, 'customer')).toBe('1,234 customers');
	expect(formatQuantity(0, 'event')).toBe('0 events');
});

test('numbers keep the digits that matter at every size', () => {
	expect([12_345.6, 12.34, 2.456, 0.4512, 0.001234, 0].map(formatNumber)).toEqual([
		'12,346',
		'12.3',
		'2.46',
		'0.45',
		'0.0012',
		'0',
	]);
});

test('shares are never a false zero and never a false 100%', () => {
	expect([0, 0.000001, 0.0003, 0.161, 0.2, 0.99996, 1, 1.25, -0.02].map(formatPercent)).toEqual([
		'0%',
		'<0.001%',
		'0.03%',
		'16.1%',
		'20.0%',
		'>99.9%',
		'100%',
		'125.0%',
		'-2.0%',
	]);
	expect([0, 0.004, 0.161, 0.9999, 1].map(formatPercentRounded)).toEqual([
		'0%',
		'0.4%',
		'16%',
		'>99.9%',
		'100%',
	]);
});

test('days are rounded to what people say', () => {
	expect([1, 3.14, 0.5, 0, 62.4].map(formatDays)).toEqual([
		'1 day',
		'3.1 days',
		'0.5 days',
		'0 days',
		'62 days',
	]);
});

test('money has cents only where they matter, and its currency', () => {
	expect(formatMoney(123_456, 'USD')).toBe('$1,235');
	expect(formatMoney(1_250, 'EUR')).toBe('€12.50');
	expect(formatMoney(-1_250, 'EUR')).toBe('-€12.50');
	expect(formatMoney(0, 'USD')).toBe('$0');
	expect(formatMoney(1_250)).toBe('12.50');
	expect(formatMoney(1_250, 'points')).toBe('12.50 points');
});

test('a feature reads in its own unit', () => {
	expect(formatFeature(12, 'days')).toBe('12 days');
	expect(formatFeature(4_820, 'cents', 'EUR')).toBe('€48.20');
	expect(formatFeature(0.31, 'share')).toBe('31.0%');
	expect(formatFeature(2.4, 'per order')).toBe('2.4');
});

test('instants are in UTC, whatever the machine thinks', () => {
	expect(formatInstant(Date.UTC(2025, 8, 30, 22, 5))).toBe('September 30, 2025 at 22:05 UTC');
});

test('durations change their unit as they grow', () => {
	expect([0.44, 12.4, 74.2].map(formatSeconds)).toEqual(['0.4 s', '12 s', '1 min 14 s']);
});

test('scores always show three decimals', () => {
	expect([0.8, 0.81249].map(formatScore)).toEqual(['0.800', '0.812']);
});

test('a figure that does not exist is a dash, in every format', () => {
	const formats = [formatCount, formatNumber, formatPercent, formatPercentRounded, formatDays, formatMoney];
	for (const format of formats) expect(format(Number.NaN)).toBe('–');
	expect(formatSeconds(Number.NaN)).toBe('–');
	expect(formatInstant(Number.NaN)).toBe('–');
	expect(formatScore(Number.POSITIVE_INFINITY)).toBe('–');
});

test('a sentence starts with a capital, also an empty one', () => {
	expect([capitalize('an order'), capitalize('')]).toEqual(['An order', '']);
});
