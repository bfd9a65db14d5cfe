import { writeBlobs } from '../data';
import { measureOurs, measurePeer } from '../measure';
import { cpuSeconds, peakMegabytes, quality, seconds, toRows } from '../rows';
import type { SegmentCase } from '../types';

/** Reported only: no goal is set for it. */
export const miniBatchCase: SegmentCase = {
	name: 'mini-batch',
	run: async (place) => {
		const rows = Math.round(1_000_000 * place.scale);
		const file = await writeBlobs(place.folder, { rows, columns: 20, groups: 8, apart: 0.75, seed: 1 });
		const ours = await measureOurs('miniBatch', file, { k: 8 });
		const peer = await measurePeer('miniBatch', file, { k: 8 });
		const goals = [seconds(), cpuSeconds(), quality('inertia'), peakMegabytes()];
		return toRows('mini-batch k-means, 1000k', { ours, peer, place }, goals);
	},
};
