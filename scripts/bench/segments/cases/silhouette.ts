import { writeBlobs } from '../data';
import { measureOurs, measurePeer } from '../measure';
import { cpuSeconds, peakMegabytes, quality, seconds, toRows } from '../rows';
import type { SegmentCase } from '../types';

export const silhouetteCase: SegmentCase = {
	name: 'silhouette',
	run: async (place) => {
		const rows = Math.round(10_000 * place.scale);
		const file = await writeBlobs(place.folder, { rows, columns: 20, groups: 8, apart: 0.75, seed: 1 });
		const ours = await measureOurs('silhouette', file, { k: 8 });
		const peer = await measurePeer('silhouette', file, { k: 8 });
		const goals = [seconds(0.3), cpuSeconds(), quality('silhouette'), peakMegabytes()];
		return toRows('silhouette, 10k', { ours, peer, place }, goals);
	},
};
