import type { PropensityEvaluation } from '../../lib';
import { rounded } from '../shared/toItems';

/** How good a prediction is, rounded for people. */
export function showEvaluation(evaluation: PropensityEvaluation): Record<string, unknown> {
	const { auc, calibrationSlope, bestSingleFeature } = evaluation;
	return {
		auc: rounded(auc.value),
		aucInterval: [rounded(auc.low), rounded(auc.high)],
		brier: rounded(evaluation.brier),
		ece: rounded(evaluation.ece),
		baseRate: rounded(evaluation.baseRate),
		averagePrecision: rounded(evaluation.averagePrecision),
		calibrationSlope: rounded(calibrationSlope.value),
		bestSingleFeature: { ...bestSingleFeature, auc: rounded(bestSingleFeature.auc) },
		testedOn: { customers: evaluation.rows, withOutcome: evaluation.positives },
		deciles: evaluation.deciles.map(({ decile, customers, rate, lift }) => ({
			decile,
			customers,
			rate: rounded(rate),
			lift: rounded(lift, 2),
		})),
	};
}
