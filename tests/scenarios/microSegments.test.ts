import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCompute } from '../../lib/compute/openCompute';
import type { Compute } from '../../lib/compute/types';
import { seededRandom } from '../../lib/core/random';
import type { Engine } from '../../lib/engine';
import { importEvents } from '../../lib/events/importEvents';
import { resolveAsOf } from '../../lib/events/resolveAsOf';
import { computeSnapshot } from '../../lib/features/computeSnapshot';
import { readSnapshot } from '../../lib/features/readSnapshot';
import { hdbscan } from '../../lib/segments/algorithms/hdbscan/algorithm';
import { prepareFeatures } from '../../lib/segments/prepareFeatures';
import { projectFeatures } from '../../lib/segments/projectFeatures';
import { chooseFeatures, readTraining } from '../../lib/segments/readTraining';
import type { FoundClusters } from '../../lib/segments/types';
import { openStoreAt } from '../support/openStoreAt';
import { microSegments, MICRO_SIZE } from '../../scripts/simulate/microSegments';
import { simulate } from '../../scripts/simulate/simulate';

/** All customers of the three planted groups of 200, and one of six others. */
const SIMULATED = 20_000;
const KEPT_EVERY = 6;

let folder: string;
let engine: Engine;
let compute: Compute;
const planted = new Map<string, string | null>();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'cohorts-'));
	await writeCustomers(join(folder, 'events.ndjson'));
	compute = openCompute();
	engine = {
		store: await openStoreAt(join(folder, 'store')),
		compute,
		clock: { now: () => Date.parse('2025-07-01') },
		random: seededRandom(1),
		request: async () => await Promise.reject(new Error('no network here')),
		notify: { progress: () => undefined, hint: () => undefined },
	};
	await importEvents(engine, { path: join(folder, 'events.ndjson') });
	await computeSnapshot(engine, { asOf: await resolveAsOf(engine, { mode: 'lastEvent' }) });
}, 900_000);

afterAll(async () => {
	await engine.store.close();
	await compute.close();
	await rm(folder, { recursive: true, force: true });
});

async function writeCustomers(file: string): Promise<void> {
	let index = 0;
	for (const { truth, rows } of simulate({ customers: SIMULATED })) {
		index += 1;
		if (truth.microSegment === null && index % KEPT_EVERY !== 0) continue;
		planted.set(truth.userId, truth.microSegment);
		await appendFile(file, `${rows.join('\n')}\n`);
	}
}

describe('micro-segments of 200 customers that nobody looked for', () => {
	test('are found by HDBSCAN among simulated customers, two of the three at least, each as a segment of its own', async () => {
		const snapshot = await readSnapshot(engine, 'latest');
		const table = await readTraining(engine, snapshot, chooseFeatures(snapshot, undefined));
		const columns = table.names.map((name, at) => ({ name, values: table.values[at] }));
		const { coordinates } = projectFeatures({ prepared: prepareFeatures(columns), seed: 1 }).prepared;
		const found = await hdbscan.find(compute, {
			matrix: coordinates,
			columnNames: Array.from({ length: coordinates.columns }, (_, at) => `component ${at + 1}`),
			clusters: { low: 2, high: 10 },
			sizeMin: 100,
			seed: 1,
		});
		expect(planted.size).toBeGreaterThan(3000);
		const overlaps = microSegments.map(({ name }) => bestOverlap(found, table.keys.map((key) => planted.get(key) === name)));
		// The third is found with some numbers of components and lost with others: it lies within a larger group.
		expect(overlaps.filter((overlap) => overlap > 0.75).length, overlaps.join(', ')).toBeGreaterThanOrEqual(2);
	}, 600_000);
});

/** Jaccard overlap of the planted customers with the cluster that holds most of them. */
function bestOverlap({ labels, sizes }: FoundClusters, isPlanted: readonly boolean[]): number {
	return Math.max(
		...sizes.map((size, cluster) => {
			const common = labels.reduce((count, label, row) => count + (label === cluster && isPlanted[row] ? 1 : 0), 0);
			return common / (size + MICRO_SIZE - common);
		}),
	);
}
