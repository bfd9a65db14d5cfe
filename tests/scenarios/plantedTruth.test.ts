import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openCompute } from '../../lib/compute/openCompute';
import { seededRandom } from '../../lib/core/random';
import type { Engine } from '../../lib/engine';
import { importEvents } from '../../lib/events/importEvents';
import { resolveAsOf } from '../../lib/events/resolveAsOf';
import { computeSnapshot } from '../../lib/features/computeSnapshot';
import { adjustedRandIndex } from '../../lib/math/adjustedRandIndex';
import { scoreCustomers } from '../../lib/propensity/scoreCustomers';
import { trainPropensity } from '../../lib/propensity/trainPropensity';
import { discoverSegments } from '../../lib/segments/discoverSegments';
import { presentMemberships } from '../../lib/segments/memberships';
import { sql } from '../../lib/sql/sql';
import { openStoreAt } from '../support/openStoreAt';
import { writeSimulation } from '../../scripts/simulate/writeSimulation';

let engine: Engine;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'cohorts-'));
	const { files } = await writeSimulation({ customers: 3_000 }, folder);
	const store = await openStoreAt(join(folder, 'store'));
	engine = {
		store,
		compute: openCompute(),
		clock: { now: () => Date.parse('2025-07-01') },
		random: seededRandom(1),
		request: async () => await Promise.reject(new Error('no network here')),
		notify: { progress: () => undefined, hint: () => undefined },
	};
	await importEvents(engine, { path: join(folder, files.events) });
	await computeSnapshot(engine, { asOf: await resolveAsOf(engine, { mode: 'lastEvent' }) });
	return async () => {
		await engine.store.close();
		await engine.compute.close();
		await rm(folder, { recursive: true, force: true });
	};
}, 300_000);

/** Simulated customers buy and upgrade for several reasons at once: no single feature may do as well as the model. */
test('predictions of simulated customers beat their best single feature by 0.05, with honest probabilities', async () => {
	for (const event of ['Order Completed', 'Subscription Upgraded']) {
		const { model, evaluation } = await trainPropensity(engine, {
			outcome: { kind: 'happens', eventNames: [event], horizonDays: 30 },
			snapshot: 'latest',
		});
		expect(evaluation.auc.value).toBeGreaterThan(evaluation.bestSingleFeature.auc + 0.05);
		expect(evaluation.ece).toBeLessThan(0.05);
		expect(evaluation.brier).toBeLessThan(evaluation.brierOfBaseRate);
		const { expected } = await scoreCustomers(engine, { model, snapshot: 'latest' });
		expect(expected).toBeGreaterThan(0.5 * evaluation.positives);
		expect(expected).toBeLessThan(2 * evaluation.positives);
	}
}, 300_000);

/** A classifier that knew the archetypes could reach 1 at most; the goal is 0.7 of what it reaches at 20,000 customers. */
test('segments found without knowing them follow the planted archetypes', async () => {
	const { segments } = await discoverSegments(engine, {
		snapshot: 'latest',
		clusters: { low: 4, high: 10 },
		floor: 100,
		seed: 1,
	});
	expect(segments.length).toBeGreaterThanOrEqual(6);
	const truth = await plantedArchetypes();
	const members = await engine.store.query<{ customer_id: string; segment: string }>(
		sql`select customer_id, segment from ${presentMemberships()} members order by customer_id`,
	);
	const numbered = (values: readonly string[]): number[] => {
		const distinct = [...new Set(values)];
		return values.map((value) => distinct.indexOf(value));
	};
	const planted = numbered(members.map(({ customer_id: id }) => truth.get(id) ?? ''));
	const found = numbered(members.map(({ segment }) => segment));
	expect(adjustedRandIndex(planted, found)).toBeGreaterThan(0.6);
}, 300_000);

async function plantedArchetypes(): Promise<Map<string, string>> {
	const lines = (await readFile(join(folder, 'truth.ndjson'), 'utf8')).trim().split('\n');
	const customers = lines.map((line) => JSON.parse(line) as { userId: string; archetype: string });
	return new Map(customers.map(({ userId, archetype }) => [userId, archetype]));
}
