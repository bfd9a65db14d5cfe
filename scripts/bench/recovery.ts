import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCompute } from '../../lib/compute/openCompute';
import { seededRandom } from '../../lib/core/random';
import type { Engine } from '../../lib/engine';
import { importEvents } from '../../lib/events/importEvents';
import { resolveAsOf } from '../../lib/events/resolveAsOf';
import { computeSnapshot } from '../../lib/features/computeSnapshot';
import { adjustedRandIndex } from '../../lib/math/adjustedRandIndex';
import { trainPropensity } from '../../lib/propensity/trainPropensity';
import { discoverSegments } from '../../lib/segments/discoverSegments';
import { presentMemberships } from '../../lib/segments/memberships';
import type { Discovery } from '../../lib/segments/types';
import { identifier, joinSql, sql } from '../../lib/sql/sql';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { say } from '../demo/say';
import { writeSimulation } from '../simulate/writeSimulation';
import { runPython } from './sklearn/runPython';
import type { BenchmarkRow } from './types';

const flags = {
	customers: { type: 'string', default: '20000' },
	/** None of these was looked at while the simulator or the segments were made. */
	seeds: { type: 'string', default: '101,102,103' },
} as const;

const SHARE_OF_SUPERVISED = 0.7;
const GAIN_OVER_BEST_FEATURE = 0.05;
const OUTCOME = 'Order Completed';

/**
 * How much of what the simulator planted is found again: segments against archetypes, beside a classifier that is given
 * the archetypes of four fifths of the customers and the same features; the purchase score beside the best single feature.
 */
export async function recovery(options: readonly string[]): Promise<BenchmarkRow[]> {
	const { values } = parseArgs({ args: [...options], options: flags });
	const rows: BenchmarkRow[] = [];
	for (const seed of values.seeds.split(',')) rows.push(...(await recover(seed, Number(values.customers))));
	return rows;
}

async function recover(seed: string, customers: number): Promise<BenchmarkRow[]> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-recovery-'));
	const store = await openDuckDbStore({ folder: join(folder, 'store') });
	const compute = openCompute();
	try {
		say(`Simulating ${customers.toLocaleString('en-US')} customers with seed ${seed}`);
		const { files } = await writeSimulation({ customers, seed }, folder);
		const engine: Engine = {
			store,
			compute,
			clock: { now: () => Date.parse('2025-07-01') },
			random: seededRandom(1),
			request: async () => await Promise.reject(new Error('no network here')),
			notify: { progress: () => undefined, hint: () => undefined },
		};
		await importEvents(engine, { path: join(folder, files.events) });
		await computeSnapshot(engine, { asOf: await resolveAsOf(engine, { mode: 'lastEvent' }) });
		const discovery = await discoverSegments(engine, { snapshot: 'latest', clusters: { low: 4, high: 10 }, floor: 100, seed: 1 });
		const truth = await readArchetypes(join(folder, files.truth));
		return [await segmentsRow(engine, { discovery, truth, folder, seed }), await scoreRow(engine, seed)];
	} finally {
		await store.close();
		await compute.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function readArchetypes(file: string): Promise<Map<string, string>> {
	const lines = (await readFile(file, 'utf8')).trim().split('\n');
	const customers = lines.map((line) => JSON.parse(line) as { userId: string; archetype: string });
	return new Map(customers.map(({ userId, archetype }) => [userId, archetype]));
}

async function segmentsRow(
	engine: Engine,
	found: { discovery: Discovery; truth: Map<string, string>; folder: string; seed: string },
): Promise<BenchmarkRow> {
	const { discovery, truth, folder, seed } = found;
	const names = joinSql(discovery.features.map((name) => sql`snapshot.${identifier(name)}`));
	const table = await engine.store.columns(sql`
		select snapshot.customer_id, cast(substr(members.segment, 9) as double) as segment, ${names}
		from ${identifier(discovery.snapshot)} snapshot
		join ${presentMemberships()} members on members.customer_id = snapshot.customer_id
		order by snapshot.customer_id`);
	const archetypes = [...new Set(truth.values())].sort();
	const planted = Int32Array.from(table.keys, (key) => archetypes.indexOf(truth.get(key) ?? ''));
	const [segments, ...features] = table.values;
	const supervised = await classify(folder, planted, features);
	const ours = adjustedRandIndex([...planted], [...segments]);
	const peer = adjustedRandIndex([...planted], [...supervised]);
	return {
		case: `seed ${seed}: ${discovery.segments.length} segments against ${archetypes.length} planted archetypes, beside a supervised classifier`,
		metric: 'adjusted Rand index',
		ours,
		peer,
		ratio: ours / peer,
		goal: `at least ${SHARE_OF_SUPERVISED} of the classifier`,
		holds: ours / peer >= SHARE_OF_SUPERVISED,
	};
}

/** The class of each customer as boosted trees predict it, trained without that customer. */
async function classify(folder: string, classes: Int32Array, features: readonly Float64Array[]): Promise<Int32Array> {
	const rows = classes.length;
	const matrix = new Float64Array(rows * features.length);
	features.forEach((column, index) => column.forEach((value, row) => (matrix[row * features.length + index] = value)));
	await writeFile(join(folder, 'features.f64'), Buffer.from(matrix.buffer));
	await writeFile(join(folder, 'classes.i32'), Buffer.from(classes.buffer));
	await runPython('classify.py', [folder, String(rows), String(features.length)]);
	const bytes = await readFile(join(folder, 'predicted.i32'));
	return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

async function scoreRow(engine: Engine, seed: string): Promise<BenchmarkRow> {
	const { evaluation } = await trainPropensity(engine, {
		outcome: { kind: 'happens', eventNames: [OUTCOME], horizonDays: 30 },
		snapshot: 'latest',
	});
	const [ours, peer] = [evaluation.auc.value, evaluation.bestSingleFeature.auc];
	return {
		case: `seed ${seed}: ${OUTCOME} within 30 days, beside the best single feature`,
		metric: 'AUC on later days',
		ours,
		peer,
		ratio: ours / peer,
		goal: `at least ${GAIN_OVER_BEST_FEATURE} more`,
		holds: ours - peer >= GAIN_OVER_BEST_FEATURE,
	};
}
