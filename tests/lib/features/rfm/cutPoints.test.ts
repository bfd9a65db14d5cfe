import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutShares, drawCutPoints, rfmSides, scoreByRank } from '../../../../lib/features/rfm/cutPoints';
import { quantile } from '../../../../lib/math/summary';
import { rfmScoreOf, scoreValues, type RfmScores, type RfmValues } from '../../../../lib/models/rfm/predict';
import { properties } from '../../../support/properties';

/** reference/algorithms.md 1: customers A to J. */
const recency = [5, 10, 20, 30, 40, 60, 90, 120, 200, 365];
const frequency = [12, 9, 7, 7, 5, 4, 3, 2, 1, 1];
const monetary = [1200, 300, 950, 400, 610, 150, 90, 220, 45, 20];
const tiny = recency.map((days, index) => ({ recency: days, frequency: frequency[index], monetary: monetary[index] }));
const expected = {
	recency: [5, 5, 4, 4, 3, 3, 2, 2, 1, 1],
	frequency: [5, 5, 4, 4, 3, 3, 2, 2, 1, 1],
	monetary: [5, 3, 5, 4, 4, 2, 2, 3, 1, 1],
};

function scoreAll(customers: readonly RfmValues[]): (RfmScores | null)[] {
	const cutPoints = drawCutPoints(customers);
	return customers.map((values) => scoreValues(cutPoints, values));
}

const named = (customers: readonly RfmValues[]) =>
	customers.map((values, index) => ({ customerId: String.fromCharCode(65 + index), values }));

test('the ten customers of the reference have its scores, by rank and by cut points (algorithms 1)', () => {
	for (const scores of [scoreByRank(named(tiny)), scoreAll(tiny)]) {
		for (const side of rfmSides) expect(scores.map((one) => one?.[side])).toEqual(expected[side]);
	}
	expect(drawCutPoints(tiny).frequency.map((value) => Number(value.toFixed(9)))).toEqual([1.8, 3.6, 5.8, 7.4]);
	expect(scoreAll(tiny).map((one) => one && rfmScoreOf(one))[1]).toBe(553);
});

const values = fc.record({
	recency: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 900, noNaN: true }), fc.constant(null)),
	frequency: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(1), fc.constant(null)),
	monetary: fc.oneof(fc.integer({ min: -500, max: 90_000 }), fc.constant(1000), fc.constant(null)),
});
const anyCustomers = fc.array(values, { maxLength: 60 });

test('scores depend neither on the order of rows nor on the currency', () => {
	fc.assert(
		fc.property(anyCustomers, fc.constantFrom(0.25, 2, 1024), (customers, rate) => {
			const scores = scoreAll(customers);
			expect(scoreAll([...customers].reverse()).reverse()).toEqual(scores);
			const other = customers.map((one) => ({ ...one, monetary: one.monetary === null ? null : one.monetary * rate }));
			expect(scoreAll(other)).toEqual(scores);
			const ranked = scoreByRank(customers.map((one, index) => ({ customerId: String(index), values: one })));
			const back = customers.map((one, index) => ({ customerId: String(index), values: one })).reverse();
			expect(scoreByRank(back).reverse()).toEqual(ranked);
		}),
		properties(200),
	);
});

test('a purchase more never lowers the frequency score, a refund never raises the monetary one', () => {
	fc.assert(
		fc.property(anyCustomers, values, (customers, one) => {
			const cutPoints = drawCutPoints([...customers, one]);
			const before = scoreValues(cutPoints, one);
			if (before === null) return;
			const more = scoreValues(cutPoints, { ...one, frequency: (one.frequency ?? 0) + 1 });
			expect(more?.frequency).toBeGreaterThanOrEqual(before.frequency);
			const refunded = scoreValues(cutPoints, { ...one, monetary: (one.monetary ?? 0) - 100 });
			expect(refunded?.monetary).toBeLessThanOrEqual(before.monetary);
			expect(refunded?.frequency).toBe(before.frequency);
		}),
		properties(300),
	);
});

test('every score has a fifth of those who bought, give or take those tied at its cut points', () => {
	fc.assert(
		fc.property(anyCustomers, (customers) => {
			const scores = scoreAll(customers).filter((one) => one !== null);
			const scored = customers.filter((one) => scoreValues(drawCutPoints(customers), one) !== null);
			for (const side of rfmSides) {
				const cuts = drawCutPoints(customers)[side];
				const tied = (cut: number): number => scored.filter((one) => one[side] === cut).length;
				for (let score = 1; score <= 5; score += 1) {
					const bin = side === 'recency' ? 5 - score : score - 1;
					const slack = [cuts[bin - 1], cuts[bin]].reduce((sum, cut) => sum + (cut === undefined ? 0 : tied(cut)), 2);
					const size = scores.filter((one) => one[side] === score).length;
					expect(Math.abs(size - scored.length / 5)).toBeLessThanOrEqual(slack);
				}
			}
		}),
		properties(200),
	);
});

test('ranks make bins of one size whatever is tied', () => {
	const same = Array.from({ length: 100 }, () => ({ recency: 7, frequency: 1, monetary: 5 }));
	const scores = scoreByRank(named(same));
	for (const score of [1, 2, 3, 4, 5]) {
		expect(scores.filter((one) => one?.frequency === score)).toHaveLength(20);
	}
});

test('nobody, one customer, all equal and all missing are scored without a fault', () => {
	expect(drawCutPoints([])).toEqual({ recency: [], frequency: [], monetary: [] });
	expect(scoreByRank([])).toEqual([]);
	const one = { recency: 3, frequency: 2, monetary: 50 };
	expect(scoreAll([one])).toEqual([{ recency: 5, frequency: 1, monetary: 1 }]);
	expect(scoreAll([one, one, one])).toEqual(Array(3).fill({ recency: 5, frequency: 1, monetary: 1 }));
	const missing = { recency: null, frequency: null, monetary: null };
	expect(scoreAll([missing, missing])).toEqual([null, null]);
});

test('who never bought is not scored, and moves no cut point', () => {
	const never = { recency: null, frequency: 0, monetary: 0 };
	const refundOnly = { recency: null, frequency: 0, monetary: -500 };
	expect(drawCutPoints([...tiny, never, refundOnly])).toEqual(drawCutPoints(tiny));
	expect(scoreAll([...tiny, never]).at(-1)).toBeNull();
});

test('cut points are the linear quantiles of the values', () => {
	const sorted = Float64Array.from(monetary).sort();
	expect(drawCutPoints(tiny).monetary).toEqual(cutShares.map((share) => quantile(sorted, share)));
});

test('callers keep their arrays', () => {
	const frozen = Object.freeze(tiny.map((one) => Object.freeze(one)));
	expect(() => scoreByRank(named(frozen))).not.toThrow();
	expect(() => drawCutPoints(frozen)).not.toThrow();
});
