import type { BenchmarkRow } from '../../types';
import { writeBlobs } from '../data';
import { measureOurs, measurePeer } from '../measure';
import { cpuSeconds, peakMegabytes, quality, seconds, toRows } from '../rows';
import type { SegmentCase } from '../types';

/** Groups and how far they are apart. */
const sets = [[3, 0.9], [5, 0.8], [8, 0.75], [10, 1]] as const;
const range = { low: 2, high: 12 };

/** Choosing the number of clusters, everything included, beside k-means and a sampled silhouette for each number. */
export const chooseCase: SegmentCase = {
	name: 'choose',
	run: async (place) => {
		const rows: BenchmarkRow[] = [];
		const found: boolean[] = [];
		for (const [groups, apart] of sets) {
			const size = Math.round(100_000 * place.scale);
			const file = await writeBlobs(place.folder, { rows: size, columns: 20, groups, apart, seed: groups });
			const ours = await measureOurs('choose', file, range);
			found.push(ours.quality.clusters === groups);
			if (groups !== 8) continue; // Time is compared once; the peer takes a minute.
			const peer = await measurePeer('choose', file, range);
			const goals = [seconds(0.25), cpuSeconds(), quality('clusters'), peakMegabytes()];
			rows.push(...toRows('choosing k of 2 to 12, 100k, 8 planted', { ours, peer, place }, goals));
		}
		return [...rows, plantedRow(found)];
	},
};

function plantedRow(found: readonly boolean[]): BenchmarkRow {
	const ours = found.filter(Boolean).length;
	return {
		case: `choosing k of 2 to 12 where ${sets.map(([groups]) => groups).join(', ')} groups are planted`,
		metric: 'sets on which the planted number was found',
		ours,
		peer: null,
		ratio: null,
		goal: `all ${sets.length}`,
		holds: ours === sets.length,
	};
}
