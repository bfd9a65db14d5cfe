import { rankRows } from './rankRows';

/** Σ (recall gained) · precision over the distinct scores, not interpolated. NaN without any outcome. */
export function averagePrecision(labels: Uint8Array, scores: Float64Array): number {
	const { rows, groupEnds } = rankRows(scores);
	let [found, total, place] = [0, 0, 0];
	for (const end of groupEnds) {
		const before = found;
		for (; place < end; place += 1) found += labels[rows[place]];
		total += (found - before) * (found / end);
	}
	return total / found;
}
