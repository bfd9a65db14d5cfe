import type { BenchmarkRow } from '../types';
import type { Measured, Place } from './types';

export interface Goal {
	readonly metric: string;
	readonly of: (measured: Measured) => number;
	/** Ours / peer at most; absent: reported only. */
	readonly ratioMax?: number;
	/** Ours at most, in the unit of the metric. */
	readonly most?: number;
}

export const seconds = (ratioMax?: number): Goal => ({ metric: 'seconds', of: (measured) => measured.seconds, ratioMax });

export const cpuSeconds = (ratioMax?: number): Goal => ({
	metric: 'CPU seconds',
	of: (measured) => measured.cpuSeconds,
	ratioMax,
});

export const peakMegabytes = (most?: number): Goal => ({
	metric: 'peak megabytes of the process',
	of: (measured) => measured.peakMegabytes,
	most,
});

export const quality = (name: string, ratioMax?: number): Goal => ({
	metric: name,
	of: (measured) => measured.quality[name],
	ratioMax,
});

/** A row a goal, and one for the delay of the main thread. */
export function toRows(
	name: string,
	{ ours, peer, place }: { readonly ours: Measured; readonly peer: Measured; readonly place: Place },
	goals: readonly Goal[],
): BenchmarkRow[] {
	const rows = goals.map((goal) => rowOf(name, goal, { ours: goal.of(ours), peer: goal.of(peer) }));
	return [...rows, delayRow(name, ours)].map((row) => (place.scale < 1 ? { ...row, goal: null, holds: null } : row));
}

function rowOf(name: string, { metric, ratioMax, most }: Goal, { ours, peer }: { ours: number; peer: number }): BenchmarkRow {
	const row = { case: name, metric, ours, peer, ratio: ours / peer };
	if (ratioMax !== undefined) return { ...row, goal: `at most ${ratioMax} of scikit-learn`, holds: ours / peer <= ratioMax };
	if (most !== undefined) return { ...row, goal: `at most ${most}`, holds: ours <= most };
	return { ...row, goal: null, holds: null };
}

const DELAY_MAX = 20;

function delayRow(name: string, { delayMilliseconds = 0 }: Measured): BenchmarkRow {
	return {
		case: name,
		metric: 'event-loop delay, 99th percentile milliseconds',
		ours: delayMilliseconds,
		peer: null,
		ratio: null,
		goal: `at most ${DELAY_MAX}`,
		holds: delayMilliseconds <= DELAY_MAX,
	};
}
