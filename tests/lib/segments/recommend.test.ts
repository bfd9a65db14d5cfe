import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recommendMethod } from '../../../lib/segments/recommend/recommendMethod';
import { separation } from '../../../lib/segments/recommend/separation';
import type { MethodResult } from '../../../lib/segments/recommend/types';
import { properties } from '../../support/properties';

const good: MethodResult = {
	method: 'kmeans', label: 'K-means', segments: 4, outside: 0, silhouette: 0.5, silhouetteOfChance: 0.2,
	stability: 0.9, balance: 0.9, agreesWithDense: 0.3, separates: {},
};
const mixture: MethodResult = { ...good, method: 'mixture', label: 'Gaussian mixture' };
const dense: MethodResult = { ...good, method: 'hdbscan', label: 'HDBSCAN', outside: 0.05, agreesWithDense: null };

describe('the recommended method', () => {
	test('is the one that divides everybody where it finds the dense groups again; of several the closest, k-means in a tie', () => {
		const again = { ...good, agreesWithDense: 0.97 };
		expect(recommendMethod([again, mixture, dense])).toMatchObject({ method: 'kmeans', because: 'apart' });
		expect(recommendMethod([again, { ...mixture, agreesWithDense: 0.99 }, dense]).method).toBe('mixture');
		expect(recommendMethod([again, { ...mixture, agreesWithDense: 0.972 }, dense]).method).toBe('kmeans');
	});

	test('is the dense one where the others cut its groups to pieces', () => {
		expect(recommendMethod([good, mixture, dense])).toMatchObject({ method: 'hdbscan', because: 'apart' });
	});

	test('is a mixture where dense groups leave out more than a fifth of the customers, and it is found again', () => {
		const sparse = { ...dense, outside: 0.21 };
		expect(recommendMethod([good, mixture, sparse])).toMatchObject({ method: 'mixture', because: 'overlap' });
		expect(recommendMethod([good, { ...mixture, stability: 0.7 }, sparse])).toMatchObject({ method: 'kmeans', because: 'shades' });
	});

	test('is k-means where the others cannot say', () => {
		const none = { segments: 0, problem: 'too few customers' };
		expect(recommendMethod([good, { ...mixture, ...none }, { ...dense, ...none }]).method).toBe('kmeans');
		expect(recommendMethod([good, { ...dense, segments: 1 }]).method).toBe('kmeans');
		expect(recommendMethod([]).sentence).toContain('try with other features');
	});

	test('comes with a sentence that begins with its name', () => {
		expect(recommendMethod([good, dense]).sentence).toMatch(/^HDBSCAN: 4 groups stand apart/);
		expect(recommendMethod([good]).sentence).toMatch(/^K-means: customers shade into each other/);
	});
});

describe('separation', () => {
	test('is the share of variance between segments: 16 of 20 for 1 and 3 against 5 and 7', () => {
		// Mean 4, total 9 + 1 + 1 + 9 = 20; means 2 and 6 give 4 · 4 = 16.
		expect(separation([0, 0, 1, 1], [1, 3, 5, 7])).toBeCloseTo(16 / 20, 12);
	});

	test('leaves out customers in no segment and values that are absent', () => {
		expect(separation([0, 0, 1, 1, -1, 0], [1, 3, 5, 7, 1_000, NaN])).toBeCloseTo(16 / 20, 12);
	});

	test('is null where nobody differs, and where there is nobody', () => {
		expect(separation([0, 1], [3, 3])).toBeNull();
		expect(separation([], [])).toBeNull();
		expect(separation([-1], [3])).toBeNull();
	});

	test('lies between 0 and 1, is 0 for one segment, and does not change with the unit', () => {
		const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -50, max: 50 })), { minLength: 2, maxLength: 40 });
		fc.assert(
			fc.property(rows, (table) => {
				const labels = table.map(([label]) => label);
				const values = table.map(([, value]) => value);
				const share = separation(labels, values);
				if (share === null) return;
				expect(share).toBeGreaterThanOrEqual(0);
				expect(share).toBeLessThanOrEqual(1);
				expect(separation(labels.map(() => 0), values)).toBeCloseTo(0, 9);
				expect(separation(labels, values.map((value) => 3 * value + 7))).toBeCloseTo(share, 6);
			}),
			properties(60),
		);
	});
});
