import { writeBlobs } from '../data';
import { measureOurs, measurePeer } from '../measure';
import { cpuSeconds, peakMegabytes, quality, seconds, toRows } from '../rows';
import type { SegmentCase } from '../types';

export const componentsCase: SegmentCase = {
	name: 'components',
	run: async (place) => {
		const rows = Math.round(1_000_000 * place.scale);
		const file = await writeBlobs(place.folder, { rows, columns: 20, groups: 8, apart: 0.75, seed: 1 });
		const ours = await measureOurs('components', file, { count: 2 });
		const peer = await measurePeer('components', file, { count: 2 });
		const goals = [seconds(0.5), cpuSeconds(), quality('variance'), peakMegabytes()];
		return toRows('principal components, 1000k', { ours, peer, place }, goals);
	},
};
