import { rankRows, type Ranking } from './rankRows';

/**
 * Area under the receiver operating characteristic: the probability that a row with the outcome scores above
 * one without, ties counting half. NaN when one of both is absent. labels: 0 or 1 a score.
 */
export function areaUnderCurve(labels: Uint8Array, scores: Float64Array): number {
	return areaOfRanking(labels, rankRows(scores));
}

/** The same for rows ranked before; `counts` says how often each row is there, as in a bootstrap sample. */
export function areaOfRanking(
	labels: Uint8Array,
	{ rows, groupEnds }: Ranking,
	counts?: Uint32Array,
): number {
	let [positives, negatives, wins, place] = [0, 0, 0, 0];
	for (const end of groupEnds) {
		let [tiedPositives, tiedNegatives] = [0, 0];
		for (; place < end; place += 1) {
			const count = counts === undefined ? 1 : counts[rows[place]];
			if (labels[rows[place]] === 1) tiedPositives += count;
			else tiedNegatives += count;
		}
		wins += tiedNegatives * (positives + tiedPositives / 2);
		positives += tiedPositives;
		negatives += tiedNegatives;
	}
	return wins / (positives * negatives);
}
