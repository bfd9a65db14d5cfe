import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adjustedRandIndex } from '../../../lib/math/adjustedRandIndex';
import type { Matrix } from '../../../lib/math/matrix';
import { openDenseSearch } from '../../../lib/segments/algorithms/dbscan/denseSearch';
import type { DenseClusters, DenseOptions } from '../../../lib/segments/algorithms/dbscan/types';
import { runPython } from '../sklearn/runPython';
import type { BenchmarkRow } from '../types';
import { overlappingGroups } from './overlappingGroups';

interface Case {
	readonly columns: number;
	readonly radius: number;
	readonly goal: number;
}

/** Radii at which some groups touch and some rows are in none. */
const cases: readonly Case[] = [
	{ columns: 8, radius: 1.8, goal: 0.05 },
	{ columns: 20, radius: 4.5, goal: 0.8 },
];
const ROWS = 100_000;
const POINTS_MIN = 10;

/** DBSCAN of 100,000 customers against scikit-learn: CPU seconds, and whether core rows fall into the same clusters. */
export async function dbscanCases(): Promise<BenchmarkRow[]> {
	const rows: BenchmarkRow[] = [];
	for (const one of cases) rows.push(...(await measure(one)));
	return rows;
}

async function measure({ columns, radius, goal }: Case): Promise<BenchmarkRow[]> {
	const matrix = overlappingGroups(ROWS, columns);
	const options = { radius, pointsMin: POINTS_MIN };
	openDenseSearch(overlappingGroups(2000, columns))(options); // Both sides are measured warm: scikit-learn is compiled.
	const started = process.cpuUsage();
	const found = openDenseSearch(matrix)(options);
	const { user, system } = process.cpuUsage(started);
	const ours = (user + system) / 1e6;
	const peer = await runSklearn(matrix, options);
	const name = `DBSCAN ${ROWS.toLocaleString('en')} × ${columns}, radius ${radius}`;
	const agreement = agreementOf(found, peer);
	return [
		{ case: name, metric: 'CPU seconds', ours, peer: peer.seconds, ratio: ours / peer.seconds, goal: `≤ ${goal} × scikit-learn`, holds: ours / peer.seconds <= goal },
		{ case: name, metric: 'adjusted Rand index of core rows with scikit-learn', ours: agreement, peer: 1, ratio: agreement, goal: 'same clusters up to border points', holds: agreement === 1 },
		{ case: name, metric: 'clusters', ours: found.sizes.length, peer: Math.max(...peer.labels) + 1, ratio: null, goal: null, holds: null },
		{ case: name, metric: 'peak megabytes of the process', ours: process.resourceUsage().maxRSS / 1024, peer: peer.megabytes, ratio: null, goal: null, holds: null },
	];
}

interface Peer {
	readonly seconds: number;
	readonly megabytes: number;
	readonly labels: number[];
	readonly isCore: Uint8Array;
}

async function runSklearn({ rows, columns, values }: Matrix, { radius, pointsMin }: DenseOptions): Promise<Peer> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-bench-'));
	try {
		await writeFile(join(folder, 'features.f32'), values);
		const printed = await runPython('dbscan.py', [folder, rows, columns, radius, pointsMin].map(String));
		const [seconds, megabytes] = printed.trim().split(' ').map(Number);
		const labels = await readFile(join(folder, 'labels.i32'));
		return {
			seconds,
			megabytes,
			labels: Array.from({ length: rows }, (_, row) => labels.readInt32LE(row * 4)),
			isCore: await readFile(join(folder, 'core.u8')),
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** 0 when the core rows differ, else how well their clusters agree. */
function agreementOf(found: DenseClusters, peer: Peer): number {
	if (found.isCore.some((core, row) => core !== peer.isCore[row])) return 0;
	const cores = [...found.isCore.keys()].filter((row) => found.isCore[row] === 1);
	return adjustedRandIndex(cores.map((row) => found.labels[row]), cores.map((row) => peer.labels[row]));
}
