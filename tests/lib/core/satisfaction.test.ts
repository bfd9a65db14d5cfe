import { expect, test } from 'vitest';
import { describeSatisfaction } from '../../../lib/core/satisfaction';

test.each([
	[1, { rating: 1, satisfaction: 0 }],
	[3, { rating: 3, satisfaction: 0.5 }],
	[5, { rating: 5, satisfaction: 1 }],
	['4', { rating: '4', satisfaction: 0.75 }],
	['GOOD', { rating: 'GOOD', satisfaction: 1 }],
	["Good, I'm satisfied", { rating: "Good, I'm satisfied", satisfaction: 1 }],
	['bad', { rating: 'bad', satisfaction: 0 }],
	['Gut', { rating: 'Gut' }],
	['goodish', { rating: 'goodish' }],
	[0, { rating: 0 }],
	[6, { rating: 6 }],
])('%j is %j', (rating, described) => {
	expect(describeSatisfaction(rating, undefined)).toEqual(described);
	expect(describeSatisfaction(rating, 'quick')).toEqual({ ...described, comment: 'quick' });
});

test.each([undefined, null, '', ' ', 'offered', 'Unoffered', {}, Number.NaN])('nobody rated yet: %j', (rating) => {
	expect(describeSatisfaction(rating, 'quick')).toBeUndefined();
});
