import { rankRows } from './rankRows';

/** One tenth of the customers, by score from the top. */
export interface LiftDecile {
	/** 1 is the tenth with the highest scores. */
	readonly decile: number;
	readonly customers: number;
	readonly positives: number;
	readonly rate: number;
	/** rate / rate of all; 2 means twice as likely as the average customer. */
	readonly lift: number;
	/** Share of all outcomes in this decile and those above it. */
	readonly cumulativeGain: number;
}

/** Tied customers share their outcomes evenly, so the order of rows does not matter. Fewer than 10 rows: none. */
export function liftDeciles(labels: Uint8Array, scores: Float64Array): LiftDecile[] {
	if (labels.length < 10) return [];
	const expected = expectedByPlace(labels, scores);
	const all = expected.reduce((sum, value) => sum + value, 0);
	let found = 0;
	return Array.from({ length: 10 }, (_, index) => {
		const from = Math.round((index * expected.length) / 10);
		const until = Math.round(((index + 1) * expected.length) / 10);
		const positives = expected.subarray(from, until).reduce((sum, value) => sum + value, 0);
		const rate = positives / (until - from);
		found += positives;
		return {
			decile: index + 1,
			customers: until - from,
			positives,
			rate,
			lift: all === 0 ? NaN : rate / (all / expected.length),
			cumulativeGain: all === 0 ? NaN : found / all,
		};
	});
}

/** By place from the top, the share of outcomes among the rows tied there. */
function expectedByPlace(labels: Uint8Array, scores: Float64Array): Float64Array {
	const { rows, groupEnds } = rankRows(scores);
	const expected = new Float64Array(rows.length);
	let start = 0;
	for (const end of groupEnds) {
		let positives = 0;
		for (let place = start; place < end; place += 1) positives += labels[rows[place]];
		expected.fill(positives / (end - start), start, end);
		start = end;
	}
	return expected;
}
