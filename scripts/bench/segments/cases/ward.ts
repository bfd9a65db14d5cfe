import { writeBlobs } from '../data';
import { measureOurs, measurePeer } from '../measure';
import { cpuSeconds, peakMegabytes, quality, seconds, toRows } from '../rows';
import type { SegmentCase } from '../types';

export const wardCase: SegmentCase = {
	name: 'ward',
	run: async (place) => {
		const rows = Math.round(20_000 * place.scale);
		const file = await writeBlobs(place.folder, { rows, columns: 20, groups: 8, apart: 0.75, seed: 1 });
		const ours = await measureOurs('ward', file, { k: 8 });
		const peer = await measurePeer('ward', file, { k: 8 });
		const goals = [seconds(1), cpuSeconds(), quality('inertia', 1.0001), peakMegabytes()];
		return toRows('Ward, 20k', { ours, peer, place }, goals);
	},
};
