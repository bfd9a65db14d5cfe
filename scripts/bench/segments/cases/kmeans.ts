import { writeBlobs, writeSkewed } from '../data';
import { measureOurs, measurePeer } from '../measure';
import { cpuSeconds, peakMegabytes, quality, seconds, toRows, type Goal } from '../rows';
import type { SegmentCase } from '../types';

const shape = { columns: 20, groups: 8, apart: 0.75, seed: 1 };
const PEAK_MEGABYTES_MAX = 250;

/** K-means with k = 8 by customers, starts and goals; blobs, and counts as shops have them. */
export const kmeansCases: readonly SegmentCase[] = [
	kmeansCase(1_000_000, 10, [seconds(0.1), cpuSeconds(), quality('inertia', 1.002), peakMegabytes(PEAK_MEGABYTES_MAX)]),
	kmeansCase(1_000_000, 1, [seconds(0.5), cpuSeconds(), quality('inertia'), peakMegabytes(PEAK_MEGABYTES_MAX)]),
	kmeansCase(100_000, 10, [cpuSeconds(0.4), seconds(), quality('inertia', 1.002), peakMegabytes()]),
	kmeansCase(10_000, 10, [cpuSeconds(0.8), seconds(), quality('inertia', 1.002), peakMegabytes()]),
];

function kmeansCase(customers: number, restarts: number, goals: readonly Goal[]): SegmentCase {
	const thousands = `${customers / 1000}k`;
	return {
		name: `kmeans-${thousands}-${restarts}`,
		run: async (place) => {
			const planted = { ...shape, rows: Math.round(customers * place.scale) };
			const files = [
				['blobs', await writeBlobs(place.folder, planted)],
				['counts', await writeSkewed(place.folder, planted)],
			] as const;
			const rows = [];
			for (const [kind, file] of files) {
				const options = { k: shape.groups, restarts };
				const ours = await measureOurs('kmeans', file, options);
				const peer = await measurePeer('kmeans', file, options);
				rows.push(...toRows(`k-means, ${thousands} ${kind}, ${restarts} starts`, { ours, peer, place }, goals));
			}
			return rows;
		},
	};
}
