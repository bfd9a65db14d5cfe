import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/core/random';
import { areaUnderCurve, areaOfRanking } from '../../../lib/propensity/evaluation/areaUnderCurve';
import { averagePrecision } from '../../../lib/propensity/evaluation/averagePrecision';
import { bootstrapInterval } from '../../../lib/propensity/evaluation/bootstrapInterval';
import { brierScore } from '../../../lib/propensity/evaluation/brierScore';
import { calibrationSlope } from '../../../lib/propensity/evaluation/calibrationSlope';
import { liftDeciles } from '../../../lib/propensity/evaluation/liftDeciles';
import { logLoss } from '../../../lib/propensity/evaluation/logLoss';
import { rankRows } from '../../../lib/propensity/evaluation/rankRows';
import {
	calibrationError,
	equalMassEdges,
	reliabilityBins,
} from '../../../lib/propensity/evaluation/reliabilityBins';
import { singleFeatureArea } from '../../../lib/propensity/evaluation/singleFeatureArea';
import { properties } from '../../support/properties';
import { fitPlatt } from '../../../lib/propensity/calibration/fitPlatt';

const labelsOf = (...labels: number[]) => Uint8Array.from(labels);
const numbersOf = (...numbers: number[]) => Float64Array.from(numbers);

/** Twenty customers by rank, with the outcome at ranks 1, 2, 4, 7 and 14. */
const twenty = {
	labels: Uint8Array.from({ length: 20 }, (_, rank) => ([0, 1, 3, 6, 13].includes(rank) ? 1 : 0)),
	scores: Float64Array.from({ length: 20 }, (_, rank) => 20 - rank),
};

describe('ranking', () => {
	test('scikit-learn’s example has an area of 0.75 and an average precision of 0.8333', () => {
		const labels = labelsOf(0, 0, 1, 1);
		const scores = numbersOf(0.1, 0.4, 0.35, 0.8);
		expect(areaUnderCurve(labels, scores)).toBe(0.75);
		expect(averagePrecision(labels, scores)).toBeCloseTo(0.8333333, 7);
	});

	test('ties count half: all tied is 0.5, three tied around the middle 0.8333', () => {
		expect(areaUnderCurve(labelsOf(0, 1, 1, 0), numbersOf(3, 3, 3, 3))).toBe(0.5);
		expect(
			areaUnderCurve(labelsOf(0, 1, 0, 1, 1), numbersOf(0.2, 0.5, 0.5, 0.5, 0.9)),
		).toBeCloseTo(0.8333333, 7);
	});

	test('there is no area without both kinds of customers', () => {
		expect(areaUnderCurve(labelsOf(1, 1), numbersOf(1, 2))).toBeNaN();
		expect(areaUnderCurve(labelsOf(), numbersOf())).toBeNaN();
	});

	test('twenty customers have the lift, gains, area and precision worked out by hand', () => {
		const deciles = liftDeciles(twenty.labels, twenty.scores);
		expect(deciles[0]).toMatchObject({ decile: 1, customers: 2, positives: 2, rate: 1, lift: 4 });
		expect([0, 1, 4].map((at) => deciles[at].cumulativeGain)).toEqual([0.4, 0.6, 0.8]);
		expect(areaUnderCurve(twenty.labels, twenty.scores)).toBeCloseTo(0.8266667, 7);
		expect(averagePrecision(twenty.labels, twenty.scores)).toBeCloseTo(0.7357143, 7);
	});

	test('fewer than ten customers have no deciles, and nobody with the outcome gives no lift', () => {
		expect(liftDeciles(labelsOf(1, 0), numbersOf(1, 2))).toEqual([]);
		const none = liftDeciles(new Uint8Array(30), new Float64Array(30));
		expect(none.map(({ rate }) => rate)).toEqual(Array(10).fill(0));
		expect(none[0].lift).toBeNaN();
	});

	test('the order of rows changes neither area, precision nor deciles, ties included', () => {
		const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 9 })), {
			minLength: 20,
			maxLength: 60,
		});
		const figures = (pairs: readonly (readonly [number, number])[]) => {
			const labels = Uint8Array.from(pairs, ([label]) => label);
			const scores = Float64Array.from(pairs, ([, score]) => score);
			return [
				areaUnderCurve(labels, scores),
				averagePrecision(labels, scores),
				...liftDeciles(labels, scores).map(({ positives }) => positives),
			];
		};
		fc.assert(
			fc.property(
				rows.chain((all) =>
					fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
				),
				([given, mixed]) => {
					const expected = figures(given);
					figures(mixed).forEach((figure, index) => expect(figure).toBeCloseTo(expected[index], 12));
				},
			),
			properties(100),
		);
	});

	test('the area is the same on any scale, and 1 minus it when upside down', () => {
		const random = seededRandom(4);
		const scores = Float64Array.from({ length: 500 }, () => random.normal());
		const labels = Uint8Array.from(scores, (score) => (random.next() < 1 / (1 + Math.exp(-score)) ? 1 : 0));
		const area = areaUnderCurve(labels, scores);
		expect(areaUnderCurve(labels, scores.map((score) => Math.exp(score) * 1e6))).toBe(area);
		expect(areaUnderCurve(labels, scores.map((score) => -score))).toBeCloseTo(1 - area, 12);
	});
});

describe('single features', () => {
	test('a feature counts in its better direction', () => {
		expect(singleFeatureArea(labelsOf(1, 1, 0, 0), numbersOf(1, 2, 3, 4))).toBe(1);
	});

	test('absent values may rank at either end', () => {
		expect(singleFeatureArea(labelsOf(1, 1, 0, 0), numbersOf(NaN, NaN, 3, 4))).toBe(1);
		expect(singleFeatureArea(labelsOf(1, 0, 1, 0), numbersOf(NaN, 3, 9, 5))).toBe(1);
	});

	test('a constant, an absent and an empty feature rank nothing', () => {
		expect(singleFeatureArea(labelsOf(1, 0), numbersOf(7, 7))).toBe(0.5);
		expect(singleFeatureArea(labelsOf(1, 0), numbersOf(NaN, NaN))).toBe(0.5);
		expect(singleFeatureArea(labelsOf(), numbersOf())).toBe(0.5);
	});

	test('without absent values it is the area under the curve', () => {
		expect(singleFeatureArea(twenty.labels, twenty.scores)).toBeCloseTo(
			areaUnderCurve(twenty.labels, twenty.scores),
			12,
		);
	});
});

describe('probabilities', () => {
	const labels = labelsOf(0, 1, 1, 0);
	const probabilities = numbersOf(0.1, 0.9, 0.8, 0.3);

	test('Brier score and log loss have their known values', () => {
		expect(brierScore(labels, probabilities)).toBeCloseTo(0.0375, 12);
		expect(logLoss(labels, probabilities)).toBeCloseTo(0.1976348816, 10);
	});

	test('the calibration error of five equal bins is 0.18125, edges belonging to the upper bin', () => {
		const happened = labelsOf(0, 0, 1, 1, 1, 0, 1, 1);
		const predicted = numbersOf(0.1, 0.3, 0.35, 0.6, 0.65, 0.7, 0.8, 0.95);
		// 3 · 0.2 is a little above 0.6 in doubles, so the known value has 0.6 in the lower bin and 0.8 in the upper.
		const edges = [1, 2, 3, 4].map((edge) => edge * 0.2);
		expect(calibrationError(reliabilityBins(happened, predicted, edges))).toBeCloseTo(0.18125, 12);
		// By hand with both edges in the upper bin: (0.1 + 2 · 0.175 + 3 · 1/60 + 2 · 0.125) / 8.
		const exact = reliabilityBins(happened, predicted, [0.2, 0.4, 0.6, 0.8]);
		expect(calibrationError(exact)).toBeCloseTo(0.09375, 12);
	});

	test('bins of equal mass hold the same number of customers, and tied customers stay together', () => {
		const random = seededRandom(5);
		const spread = Float64Array.from({ length: 1_000 }, () => random.next());
		const bins = reliabilityBins(new Uint8Array(1_000), spread, equalMassEdges(spread, 10));
		expect(bins.map(({ customers }) => customers)).toEqual(Array(10).fill(100));
		const tied = new Float64Array(50).fill(0.2);
		expect(reliabilityBins(new Uint8Array(50), tied, equalMassEdges(tied, 10))).toEqual([
			{ customers: 50, predicted: expect.closeTo(0.2, 12) as number, observed: 0 },
		]);
	});

	test('probabilities that are true have a calibration slope around 1, sharpened ones below', () => {
		const random = seededRandom(6);
		const logits = Float64Array.from({ length: 20_000 }, () => random.normal() * 1.5 - 1);
		const drawn = Uint8Array.from(logits, (logit) => (random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0));
		const slope = calibrationSlope(drawn, logits.map((logit) => 1 / (1 + Math.exp(-logit))));
		expect(slope.low).toBeLessThan(1);
		expect(slope.high).toBeGreaterThan(1);
		expect(slope.high - slope.low).toBeLessThan(0.12);
		const sharpened = calibrationSlope(drawn, logits.map((logit) => 1 / (1 + Math.exp(-2 * logit))));
		expect(sharpened.value).toBeCloseTo(slope.value / 2, 6);
	});

	test('a slope is not known when all probabilities are the same', () => {
		expect(calibrationSlope(labels, numbersOf(0.5, 0.5, 0.5, 0.5)).value).toBeNaN();
	});
});

describe('Platt’s calibration', () => {
	test('gives the parameters of libsvm and scikit-learn on three scores', () => {
		const { scale, offset } = fitPlatt(numbersOf(5, -4, 1), labelsOf(1, 0, 0));
		// libsvm stops at a gradient of 1e-5; scikit-learn's optimiser finds 0.20261453 and -0.65236795.
		expect(scale).toBeCloseTo(0.20261354391, 5);
		expect(offset).toBeCloseTo(-0.6523631498, 4);
		expect(scale).toBeCloseTo(0.20261453, 6);
	});

	test('brings overconfident scores back to what happens', () => {
		const random = seededRandom(7);
		const logits = Float64Array.from({ length: 5_000 }, () => random.normal());
		const labels = Uint8Array.from(logits, (logit) => (random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0));
		const { scale, offset } = fitPlatt(logits.map((logit) => 3 * logit + 1), labels);
		expect(scale).toBeCloseTo(1 / 3, 1);
		expect(offset).toBeCloseTo(-1 / 3, 0.9);
	});

	test('scores that say nothing give everybody the base rate', () => {
		const { scale, offset } = fitPlatt(new Float64Array(100), Uint8Array.from({ length: 100 }, (_, row) => (row < 20 ? 1 : 0)));
		expect(1 / (1 + Math.exp(-(scale * 0 + offset)))).toBeCloseTo(0.2, 1);
	});

	test('separated scores stay finite', () => {
		const { scale, offset } = fitPlatt(numbersOf(-2, -1, 1, 2), labelsOf(0, 0, 1, 1));
		expect(scale).toBeGreaterThan(0);
		expect(Number.isFinite(scale) && Number.isFinite(offset)).toBe(true);
	});
});

describe('intervals', () => {
	const random = seededRandom(8);
	const scores = Float64Array.from({ length: 2_000 }, () => random.normal());
	const labels = Uint8Array.from(scores, (score) => (random.next() < 1 / (1 + Math.exp(2 - score)) ? 1 : 0));
	const ranking = rankRows(scores);
	const intervalOf = (seed: number) =>
		bootstrapInterval(areaOfRanking(labels, ranking), {
			rows: scores.length,
			resamples: 200,
			random: seededRandom(seed),
			figureOf: (counts) => areaOfRanking(labels, ranking, counts),
		});

	test('an area’s interval is about as wide as theory says', () => {
		const { value, low, high } = intervalOf(1);
		// Hanley & McNeil (1982): standard error of the area.
		const positives = labels.reduce((sum, label) => sum + label, 0);
		const negatives = labels.length - positives;
		const q1 = value / (2 - value);
		const q2 = (2 * value * value) / (1 + value);
		const variance =
			(value * (1 - value) + (positives - 1) * (q1 - value ** 2) + (negatives - 1) * (q2 - value ** 2)) /
			(positives * negatives);
		expect((high - low) / (2 * 1.96 * Math.sqrt(variance))).toBeGreaterThan(0.8);
		expect((high - low) / (2 * 1.96 * Math.sqrt(variance))).toBeLessThan(1.25);
		expect(low).toBeLessThan(value);
		expect(high).toBeGreaterThan(value);
	});

	test('the same seed gives the same interval', () => {
		expect(intervalOf(3)).toEqual(intervalOf(3));
		expect(intervalOf(3)).not.toEqual(intervalOf(4));
	});
});
