import { expect, test } from 'vitest';
import { kneedle } from '../../../lib/math/kneedle';

const digits = Array.from({ length: 10 }, (_, at) => at);

test('figure 2 of the paper has its knee at 0.22', () => {
	const x = digits.map((at) => at / 9);
	const y = x.map((value) => -1 / (value + 0.1) + 5);
	expect(kneedle(x, y, { curve: 'concave', direction: 'increasing' })).toBeCloseTo(0.2222, 4);
});

/** The generators of kneed's tests (arvkevi/kneed, tests/test_sample.py). */
test.each([
	['concave', 'increasing', [0, 60, 80, 85, 90, 95, 96, 97, 98, 99], 2],
	['concave', 'decreasing', [99, 98, 97, 96, 95, 90, 85, 80, 60, 0], 7],
	['convex', 'increasing', [1, 2, 3, 4, 5, 10, 15, 20, 40, 100], 7],
	['convex', 'decreasing', [100, 40, 20, 15, 10, 5, 4, 3, 2, 1], 2],
] as const)('a %s %s curve bends where kneed says', (curve, direction, y, expected) => {
	expect(kneedle(digits, y, { curve, direction })).toBe(expected);
});

test('sensitivity decides how much of a bend counts', () => {
	const y = [
		1, 0.787701317715959, 0.7437774524158126, 0.6559297218155198, 0.5065885797950219,
		0.36749633967789164, 0.2547584187408492, 0.16251830161054173, 0.10395314787701318,
		0.06734992679355783, 0.043923865300146414, 0.027818448023426062, 0.01903367496339678,
		0.013177159590043924, 0.010248901903367497, 0.007320644216691069, 0.005856515373352855,
		0.004392386530014641,
	];
	const x = y.map((_, at) => at);
	const shape = { curve: 'convex', direction: 'decreasing' } as const;
	expect(kneedle(x, y, { ...shape, sensitivity: 0 })).toBe(1);
	expect(kneedle(x, y, { ...shape, sensitivity: 1 })).toBe(8);
});

test('three points that hardly bend have no knee', () => {
	const y = [0.90483742, 0.81873075, 0.74081822];
	expect(kneedle([1, 2, 3], y, { curve: 'convex', direction: 'decreasing' })).toBeUndefined();
});

test('a longer real curve bends at 3000', () => {
	const x = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000];
	const y = [2314, 802, 519, 417, 358, 318, 302, 284, 280];
	expect(kneedle(x, y, { curve: 'convex', direction: 'decreasing' })).toBe(3000);
});

test('the elbow of iris is 3 from k = 1, and 4 from k = 2: it depends on the range', () => {
	const inertia = [681.3706, 152.348, 78.8514, 57.2285, 46.4462, 39.04, 34.42, 29.9904, 27.8, 25.9721];
	const shape = { curve: 'convex', direction: 'decreasing' } as const;
	const k = inertia.map((_, at) => at + 1);
	expect(kneedle(k, inertia, shape)).toBe(3);
	expect(kneedle(k.slice(1), inertia.slice(1), shape)).toBe(4);
});

test('a straight line, a constant and two points have no knee', () => {
	const shape = { curve: 'convex', direction: 'decreasing' } as const;
	expect(kneedle([1, 2, 3, 4], [4, 3, 2, 1], shape)).toBeUndefined();
	expect(kneedle([1, 2, 3], [5, 5, 5], shape)).toBeUndefined();
	expect(kneedle([1, 2], [5, 1], shape)).toBeUndefined();
});
