import type { BenchmarkRow } from '../../types';
import { writeBlobs } from '../data';
import { measureOurs, measurePeer } from '../measure';
import { cpuSeconds, peakMegabytes, seconds, toRows } from '../rows';
import type { SegmentCase } from '../types';

/** Both from one start; scikit-learn to its own tolerance, ours to a hundredth of it, so that its likelihood is not below. */
const options = { k: 8, restarts: 1 };
const tolerances = { ours: 1e-5, peer: 1e-3 };

export const mixtureCase: SegmentCase = {
	name: 'mixture',
	run: async (place) => {
		const rows = Math.round(100_000 * place.scale);
		const file = await writeBlobs(place.folder, { rows, columns: 20, groups: 8, apart: 0.75, seed: 1 });
		const ours = await measureOurs('mixture', file, { ...options, tolerance: tolerances.ours });
		const peer = await measurePeer('mixture', file, { ...options, tolerance: tolerances.peer });
		const name = 'Gaussian mixture, full, 8 components, 100k';
		const goals = [seconds(0.8), cpuSeconds(), peakMegabytes()];
		return [...toRows(name, { ours, peer, place }, goals), likelihoodRow(name, ours.quality, peer.quality)];
	},
};

type Quality = Readonly<Record<string, number>>;

function likelihoodRow(name: string, ours: Quality, peer: Quality): BenchmarkRow {
	return {
		case: name,
		metric: 'mean log-likelihood of a customer',
		ours: ours.logLikelihood,
		peer: peer.logLikelihood,
		ratio: null,
		goal: 'not below that of scikit-learn',
		holds: ours.logLikelihood >= peer.logLikelihood - 1e-6 * Math.abs(peer.logLikelihood),
	};
}
