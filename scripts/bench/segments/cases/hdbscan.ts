import type { BenchmarkRow } from '../../types';
import { writeBlobs } from '../data';
import { measureOurs } from '../measure';
import type { SegmentCase } from '../types';

const ROWS = 100_000;
const SECONDS_MAX = 60;
const MEGABYTES_MAX = 1000;

/** Alone: no peer installs beside Debian's scikit-learn. */
export const hdbscanCase: SegmentCase = {
	name: 'hdbscan',
	run: async ({ folder, scale }) => {
		const rows = Math.round(ROWS * scale);
		const file = await writeBlobs(folder, { rows, columns: 8, groups: 8, apart: 2, seed: 1 });
		const ours = await measureOurs('hdbscan', file, { sizeMin: Math.ceil(rows / 200) });
		const alone = { case: `HDBSCAN, ${rows} × 8`, peer: null, ratio: null };
		const most = (value: number, limit: number) =>
			scale < 1 ? { goal: null, holds: null } : { goal: `less than ${limit}`, holds: value < limit };
		return [
			{ ...alone, metric: 'seconds', ours: ours.seconds, ...most(ours.seconds, SECONDS_MAX) },
			{ ...alone, metric: 'CPU seconds', ours: ours.cpuSeconds, goal: null, holds: null },
			{ ...alone, metric: 'clusters', ours: ours.quality.clusters, goal: null, holds: null },
			{ ...alone, metric: 'peak megabytes of the process', ours: ours.peakMegabytes, ...most(ours.peakMegabytes, MEGABYTES_MAX) },
		] satisfies BenchmarkRow[];
	},
};
