import { expect, test } from 'vitest';
import { hintsOf } from '../../../lib/propensity/hintsOf';
import type { LearnedPropensity, PropensityEvaluation } from '../../../lib/propensity/types';

const good: PropensityEvaluation = {
	rows: 1_000,
	positives: 200,
	baseRate: 0.2,
	auc: { value: 0.8, low: 0.77, high: 0.83 },
	averagePrecision: 0.5,
	brier: 0.12,
	brierOfBaseRate: 0.16,
	logLoss: 0.4,
	ece: 0.01,
	calibrationSlope: { value: 1, low: 0.9, high: 1.1 },
	calibrationGap: 0,
	deciles: [],
	reliability: [],
	bestSingleFeature: { name: 'orders', label: 'orders', auc: 0.7 },
};

const learned = (
	evaluation: Partial<PropensityEvaluation> = {},
	parts: Partial<LearnedPropensity> = {},
): LearnedPropensity => ({
	model: {
		kind: 'logistic',
		preparation: { columns: [] },
		weights: [],
		intercept: 0,
		calibration: { scale: 1, offset: 0 },
	},
	evaluation: { ...good, ...evaluation },
	drivers: [],
	converged: true,
	leaks: [],
	suspects: [],
	columns: 100,
	columnsLeftOut: 10,
	...parts,
});

test('a good model comes without a word', () => {
	expect(hintsOf(learned())).toEqual([]);
});

test.each([
	['ranks by chance', learned({ auc: { value: 0.52, low: 0.49, high: 0.55 } }), /no better than chance/],
	['is unknown', learned({ auc: { value: NaN, low: NaN, high: NaN } }), /no better than chance/],
	['adds nothing', learned({ auc: { value: 0.7, low: 0.66, high: 0.74 } }), /One feature alone .*: orders$/],
	['is too sure', learned({ calibrationSlope: { value: 0.7, low: 0.6, high: 0.8 } }), /too extreme/],
	['expects too many', learned({ calibrationGap: 0.05 }), /fewer customers than predicted/],
	['expects too few', learned({ calibrationGap: -0.05 }), /more customers than predicted/],
	['had few outcomes', learned({}, { columns: 8, columnsLeftOut: 60 }), /only 8 of 68 details/],
	['did not converge', learned({}, { converged: false }), /approximate/],
	['had a leak with a reason', learned({}, { leaks: [{ name: 'x', label: 'reason of leaving', reason: 'Noted later' }] }), /^Not used: reason of leaving\. Noted later$/],
	['used a feature to look at', learned({}, { suspects: [{ name: 'x', label: 'plan', reason: 'Make sure' }] }), /^Look at: plan\. Make sure$/],
	['had a leak', learned({}, { leaks: [{ name: 'x', label: 'plan at the end' }] }), /^Not used: plan at the end\./],
])('a model that %s says so, and nothing else', (_what, model, sentence) => {
	expect(hintsOf(model)).toEqual([expect.stringMatching(sentence)]);
});
