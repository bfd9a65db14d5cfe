import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { exponential, gammaMeanOne, pickByTaste, pickWeighted, poisson, wholeNear } from '../../../scripts/simulate/draw';

const DRAWS = 20_000;

function moments(draw: () => number): { readonly mean: number; readonly variance: number } {
	const values = Array.from({ length: DRAWS }, draw);
	const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
	return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS };
}

describe('draws have the moments of their distributions', () => {
	test.each([0.5, 1, 4])('gamma of shape %d has mean 1 and variance 1/shape', (shape) => {
		const random = seededRandom(`gamma ${shape}`);
		const { mean, variance } = moments(() => gammaMeanOne(random, shape));
		expect(mean).toBeCloseTo(1, 1);
		expect(variance * shape).toBeGreaterThan(0.9);
		expect(variance * shape).toBeLessThan(1.1);
	});

	test('a Poisson count has its mean as variance, and is 0 for mean 0', () => {
		const random = seededRandom('poisson');
		const { mean, variance } = moments(() => poisson(random, 2.5));
		expect(mean).toBeCloseTo(2.5, 1);
		expect(variance).toBeGreaterThan(2.3);
		expect(variance).toBeLessThan(2.7);
		expect(poisson(random, 0)).toBe(0);
	});

	test('exponential waits and whole numbers keep the mean', () => {
		const random = seededRandom('means');
		expect(moments(() => exponential(random, 3)).mean).toBeCloseTo(3, 0);
		expect(moments(() => wholeNear(random, 1.3)).mean).toBeCloseTo(1.3, 1);
	});
});

describe('weights', () => {
	function shareOfA(draw: () => string): number {
		return Array.from({ length: DRAWS }, draw).filter((key) => key === 'a').length / DRAWS;
	}

	test('keys are drawn in proportion to their weights, never one of weight zero', () => {
		const random = seededRandom('weights');
		const weights = { never: 0, a: 3, b: 1 };
		expect(shareOfA(() => pickWeighted(random, weights))).toBeCloseTo(0.75, 1);
		expect(Array.from({ length: 1000 }, () => pickWeighted(random, weights))).not.toContain('never');
	});

	test('a taste multiplies a weight', () => {
		const random = seededRandom('taste');
		const weights = { a: 1, b: 1 };
		expect(shareOfA(() => pickByTaste(random, weights, { a: 4 }))).toBeCloseTo(0.8, 1);
	});
});
