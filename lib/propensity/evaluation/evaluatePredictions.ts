import type { Random } from '../../core/random';
import type { LabelledRows, NamedFeature, PropensityEvaluation } from '../types';
import { areaOfRanking } from './areaUnderCurve';
import { averagePrecision } from './averagePrecision';
import { bootstrapInterval } from './bootstrapInterval';
import { brierScore } from './brierScore';
import { calibrationSlope } from './calibrationSlope';
import { liftDeciles } from './liftDeciles';
import { logLoss } from './logLoss';
import { rankRows } from './rankRows';
import { calibrationError, equalMassEdges, reliabilityBins } from './reliabilityBins';
import { singleFeatureArea } from './singleFeatureArea';

const BINS = 10;
const RESAMPLES = 200;

export interface PredictionRequest {
	/** Rows the model was not trained on. */
	readonly rows: Pick<LabelledRows, 'values' | 'labels'>;
	readonly probabilities: Float64Array;
	/** Names of `rows.values`, for the comparison with the best single feature; at least one. */
	readonly features: readonly NamedFeature[];
	readonly random: Random;
}

/** Everything that is said about the quality of a model, from held-out rows. */
export function evaluatePredictions(request: PredictionRequest): PropensityEvaluation {
	const { probabilities, features, random } = request;
	const { labels, values } = request.rows;
	const ranking = rankRows(probabilities);
	const positives = labels.reduce((sum, label) => sum + label, 0);
	const baseRate = positives / labels.length;
	const reliability = reliabilityBins(labels, probabilities, equalMassEdges(probabilities, BINS));
	return {
		rows: labels.length,
		positives,
		baseRate,
		auc: bootstrapInterval(areaOfRanking(labels, ranking), {
			rows: labels.length,
			resamples: RESAMPLES,
			random,
			figureOf: (counts) => areaOfRanking(labels, ranking, counts),
		}),
		averagePrecision: averagePrecision(labels, probabilities),
		brier: brierScore(labels, probabilities),
		brierOfBaseRate: baseRate * (1 - baseRate),
		logLoss: logLoss(labels, probabilities),
		ece: calibrationError(reliability),
		calibrationSlope: calibrationSlope(labels, probabilities),
		calibrationGap: probabilities.reduce((sum, value) => sum + value, 0) / labels.length - baseRate,
		deciles: liftDeciles(labels, probabilities),
		reliability,
		bestSingleFeature: bestSingleFeature(features, values, labels),
	};
}

function bestSingleFeature(
	features: readonly NamedFeature[],
	values: readonly Float64Array[],
	labels: Uint8Array,
): PropensityEvaluation['bestSingleFeature'] {
	const areas = features.map((feature, index) => ({
		name: feature.name,
		label: feature.label,
		auc: singleFeatureArea(labels, values[index]),
	}));
	return areas.reduce((best, area) => (area.auc > best.auc ? area : best));
}
