import type { FeatureValues, RfmCutPoints, RfmModel, RfmSide } from '../types';

/** What the three sides are scored from; null is "not known". */
export type RfmValues = Readonly<Record<RfmSide, number | null>>;

/** 1 to 5 each, 5 the best: the most recent, the most orders, the most revenue. */
export type RfmScores = Readonly<Record<RfmSide, number>>;

/** Scores of one customer; null for one who never bought or of whom a value is missing. */
export function predict(model: RfmModel, features: FeatureValues): RfmScores | null {
	return scoreValues(model.cutPoints, {
		recency: features[model.columns.recency] ?? null,
		frequency: features[model.columns.frequency] ?? null,
		monetary: features[model.columns.monetary] ?? null,
	});
}

/** A value that equals a cut point lies below it, so equal values share a score. */
export function scoreValues(cutPoints: RfmCutPoints, values: RfmValues): RfmScores | null {
	if (!isScorable(values)) return null;
	return {
		recency: 5 - countBelow(cutPoints.recency, values.recency),
		frequency: 1 + countBelow(cutPoints.frequency, values.frequency),
		monetary: 1 + countBelow(cutPoints.monetary, values.monetary),
	};
}

/** "Never bought" is not "bought long ago": without an order there is nothing to score. */
export function isScorable(values: RfmValues): values is Readonly<Record<RfmSide, number>> {
	const { recency, frequency, monetary } = values;
	return recency !== null && frequency !== null && monetary !== null && frequency > 0;
}

/** The cell as a number: 555 the best, 111 the least. */
export function rfmScoreOf({ recency, frequency, monetary }: RfmScores): number {
	return 100 * recency + 10 * frequency + monetary;
}

function countBelow(cutPoints: readonly number[], value: number): number {
	return cutPoints.filter((cutPoint) => value > cutPoint).length;
}
