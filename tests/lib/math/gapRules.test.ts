import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Defect } from '../../../lib/core/errors';
import { gapRules } from '../../../lib/math/gapRules';

/** The deterministic example of R's clusGap.Rd; by hand from the definitions of maxSE, of which the page states two. */
const curve = { gaps: [2, 3, 5, 4, 7, 8, 5, 4], errors: [0.5, 0.5, 1, 0.5, 0.5, 1.5, 0.5, 0.5] };

describe('the rules of maxSE', () => {
	test.each([
		['firstWithinError', [3, 3, 2, 1]],
		['tibshirani', [3, 3, 1, 1]],
		['globalWithinError', [6, 5, 3, 1]],
		['firstMaximum', [3, 3, 3, 3]],
		['globalMaximum', [6, 6, 6, 6]],
	] as const)('%s with 1/4, 1, 2 and 4 standard errors', (rule, expected) => {
		expect([0.25, 1, 2, 4].map((factor) => gapRules[rule](curve, factor))).toEqual(expected);
	});

	test('a curve that always rises asks for the last number', () => {
		const rising = { gaps: [0, 1, 2, 3], errors: [0.1, 0.1, 0.1, 0.1] };
		expect(Object.values(gapRules).map((rule) => rule(rising, 1))).toEqual([4, 4, 4, 4, 4]);
	});

	test('one number is that number, and none is a defect', () => {
		const one = { gaps: [0.3], errors: [0.1] };
		expect(Object.values(gapRules).map((rule) => rule(one, 1))).toEqual([1, 1, 1, 1, 1]);
		expect(() => gapRules.globalMaximum({ gaps: [], errors: [] }, 1)).toThrow(Defect);
	});

	test('more tolerance never asks for more clusters, and no tolerance is the maximum itself', () => {
		const curves = fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true })), { minLength: 1, maxLength: 12 });
		const property = fc.property(curves, (points) => {
			const drawn = { gaps: points.map(([gap]) => gap), errors: points.map(([, error]) => error) };
			for (const rule of ['firstWithinError', 'globalWithinError', 'tibshirani'] as const) {
				const numbers = [0, 1, 2, 4].map((factor) => gapRules[rule](drawn, factor));
				expect(numbers).toEqual([...numbers].sort((left, right) => right - left));
			}
			expect(gapRules.globalWithinError(drawn, 0)).toBe(gapRules.globalMaximum(drawn, 0));
		});
		fc.assert(property, { seed: 5 });
	});
});
