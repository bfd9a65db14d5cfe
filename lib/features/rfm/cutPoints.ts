import { quantile, sortPresent } from '../../math/summary';
import { isScorable, type RfmScores, type RfmValues } from '../../models/rfm/predict';
import type { RfmCutPoints, RfmSide } from '../../models/types';

export const rfmSides: readonly RfmSide[] = ['recency', 'frequency', 'monetary'];
export const cutShares: readonly number[] = [0.2, 0.4, 0.6, 0.8];
export const RFM_BINS = 5;

/**
 * Cut points at the 20, 40, 60 and 80 % quantiles of those who bought, linear between neighbours; none when nobody did.
 * Made of values, not of ranks, so neither the order of rows nor a tie decides a score.
 */
export function drawCutPoints(customers: readonly RfmValues[]): RfmCutPoints {
	const scorable = customers.filter(isScorable);
	const cutsOf = (side: RfmSide): number[] => {
		const sorted = sortPresent(scorable.map((values) => values[side]));
		return sorted.length === 0 ? [] : cutShares.map((share) => quantile(sorted, share));
	};
	return { recency: cutsOf('recency'), frequency: cutsOf('frequency'), monetary: cutsOf('monetary') };
}

/**
 * Scores by rank: a fifth of the customers in every bin, where equal values are parted by customer id. For bins of one
 * size; the score then says nothing about the value alone, and such bins cannot be frozen.
 */
export function scoreByRank(
	customers: readonly { readonly customerId: string; readonly values: RfmValues }[],
): (RfmScores | null)[] {
	const places = customers.flatMap(({ values }, place) => (isScorable(values) ? [place] : []));
	const bins = Object.fromEntries(
		rfmSides.map((side) => [side, binsByRank(places, (place) => customers[place].values[side] ?? 0, (place) => customers[place].customerId)]),
	) as Record<RfmSide, ReadonlyMap<number, number>>;
	return customers.map((_, place) => {
		const [recency, frequency, monetary] = rfmSides.map((side) => bins[side].get(place));
		if (recency === undefined || frequency === undefined || monetary === undefined) return null;
		return { recency: RFM_BINS + 1 - recency, frequency, monetary };
	});
}

function binsByRank(
	places: readonly number[],
	valueOf: (place: number) => number,
	idOf: (place: number) => string,
): ReadonlyMap<number, number> {
	const ordered = [...places].sort(
		(left, right) => valueOf(left) - valueOf(right) || compareTexts(idOf(left), idOf(right)),
	);
	return new Map(ordered.map((place, rank) => [place, 1 + Math.floor((rank * RFM_BINS) / ordered.length)]));
}

function compareTexts(left: string, right: string): number {
	if (left === right) return 0;
	return left < right ? -1 : 1;
}
