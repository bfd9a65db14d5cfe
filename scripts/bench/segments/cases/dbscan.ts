import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adjustedRandIndex } from '../../../../lib/math/adjustedRandIndex';
import type { BenchmarkRow } from '../../types';
import { writeBlobs } from '../data';
import { measureOurs, measurePeer } from '../measure';
import { cpuSeconds, peakMegabytes, quality, seconds, toRows } from '../rows';
import type { SegmentCase } from '../types';

/** Radii at which groups touch and some customers are in none; at 20 columns all pairs are compared by scikit-learn. */
export const dbscanCases: readonly SegmentCase[] = [
	dbscanCase('dbscan-8', { columns: 8, radius: 1.8, cpuRatio: 0.05 }),
	dbscanCase('dbscan-20', { columns: 20, radius: 4.5, cpuRatio: 0.8 }),
];

const ROWS = 100_000;
const POINTS_MIN = 10;

function dbscanCase(
	name: string,
	{ columns, radius, cpuRatio }: { readonly columns: number; readonly radius: number; readonly cpuRatio: number },
): SegmentCase {
	return {
		name,
		run: async (place) => {
			const rows = Math.round(ROWS * place.scale);
			const file = await writeBlobs(place.folder, { rows, columns, groups: 8, apart: 2, seed: 1 });
			const found = (side: string): string => join(place.folder, `${name}-${side}`);
			const options = { radius, pointsMin: POINTS_MIN };
			const ours = await measureOurs('dbscan', file, { ...options, found: found('ours') });
			const peer = await measurePeer('dbscan', file, { ...options, found: found('peer') });
			const goals = [seconds(), cpuSeconds(cpuRatio), quality('clusters'), peakMegabytes()];
			const title = `DBSCAN, ${rows} × ${columns}`;
			return [...toRows(title, { ours, peer, place }, goals), await agreementRow(title, found('ours'), found('peer'))];
		},
	};
}

/** How far both sides agree on which rows are core, and on the clusters of those; border rows may go either way. */
async function agreementRow(title: string, ours: string, peer: string): Promise<BenchmarkRow> {
	const [core, peerCore] = await Promise.all([readFile(`${ours}.core`), readFile(`${peer}.core`)]);
	const [labels, peerLabels] = await Promise.all([readLabels(ours), readLabels(peer)]);
	const cores = [...core.keys()].filter((row) => core[row] === 1);
	const agreement = core.equals(peerCore)
		? adjustedRandIndex(cores.map((row) => labels[row]), cores.map((row) => peerLabels[row]))
		: 0;
	return {
		case: title,
		metric: 'adjusted Rand index of core customers with scikit-learn',
		ours: agreement,
		peer: null,
		ratio: null,
		goal: '1: the same clusters',
		holds: agreement === 1,
	};
}

async function readLabels(found: string): Promise<Int32Array> {
	const bytes = await readFile(`${found}.labels`);
	return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
