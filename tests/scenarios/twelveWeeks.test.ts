import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCompute } from '../../lib/compute/openCompute';
import { DAY_MILLISECONDS } from '../../lib/core/clock';
import { importEvents } from '../../lib/events/importEvents';
import { computeSnapshot } from '../../lib/features/computeSnapshot';
import { discoverSegments } from '../../lib/segments/discoverSegments';
import { presentMemberships } from '../../lib/segments/memberships';
import type { Discovery } from '../../lib/segments/types';
import { sql } from '../../lib/sql/sql';
import { writeSimulation } from '../../scripts/simulate/writeSimulation';
import type { SimulateOptions } from '../../scripts/simulate/types';
import { engineOver } from '../support/engineOver';
import { openStoreAt } from '../support/openStoreAt';

const deep = process.env.COHORTS_DEEP === '1';
/** The last of them where it has to be quick. */
const WEEKS = deep ? 12 : 4;
const DAYS = 168;
const endsAt = '2025-06-30T00:00:00Z';
const customers = deep ? 6_000 : 1_200;
/** Deep runs look for segments every week, the others once, and reassign in between. */
const rhythm = deep ? { mode: 'lookAgain' as const } : { mode: 'keepForDays' as const, days: 27 };

interface Week {
	readonly discovery: Discovery;
	readonly members: ReadonlyMap<string, string>;
}

/** A base of customers over twelve weeks: what they are in truth, and where each week put them. */
async function live(options: Partial<SimulateOptions>): Promise<{ readonly weeks: readonly Week[]; readonly archetypeOf: ReadonlyMap<string, readonly string[]> }> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-'));
	const { files } = await writeSimulation({ customers, days: DAYS, endsAt, ...options }, folder);
	const store = await openStoreAt(join(folder, 'store'));
	const compute = openCompute();
	onTestFinished(async () => {
		await store.close();
		await compute.close();
		await rm(folder, { recursive: true, force: true });
	});
	const engine = engineOver(store, { today: endsAt, overrides: { compute } });
	await importEvents(engine, { path: join(folder, files.events) });
	const weeks: Week[] = [];
	for (let week = WEEKS - 1; week >= 0; week -= 1) {
		const { snapshot } = await computeSnapshot(engine, { asOf: Date.parse(endsAt) - week * 7 * DAY_MILLISECONDS });
		const discovery = await discoverSegments(engine, { snapshot, clusters: { low: 7, high: 10 }, floor: 30, seed: 1, present: rhythm });
		const rows = await store.query<{ customer_id: string; segment: string }>(sql`select customer_id, segment from ${presentMemberships()} members`);
		weeks.push({ discovery, members: new Map(rows.map((row) => [row.customer_id, row.segment])) });
	}
	const lines = (await readFile(join(folder, 'truth.ndjson'), 'utf8')).trim().split('\n');
	const truth = lines.map((line) => JSON.parse(line) as { userId: string; archetypeByWeek: { fromWeek: number; archetype: string }[] });
	return { weeks, archetypeOf: new Map(truth.map((one) => [one.userId, one.archetypeByWeek.map(({ archetype }) => archetype)])) };
}

/** The segment that holds most customers of an archetype. */
function homeOf(archetype: string, { members }: Week, archetypeOf: ReadonlyMap<string, readonly string[]>): string | undefined {
	const counts = new Map<string, number>();
	for (const [customer, segment] of members) {
		if (archetypeOf.get(customer)?.every((one) => one === archetype) === true) counts.set(segment, (counts.get(segment) ?? 0) + 1);
	}
	return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

test('in weeks in which nothing changed, at least 95 % of the customers keep their segment', async () => {
	const { weeks } = await live({ birthShare: 0, deathFactor: 0, driftShare: 0 });
	for (const { discovery } of weeks.slice(1).filter(({ discovery: one }) => !one.redrawn)) {
		expect(discovery.keptShare, discovery.reason).toBeGreaterThanOrEqual(0.95);
	}
	// New borders are drawn once at most: when the first ones turn out to be worse than what more history shows.
	expect(weeks.slice(1).filter(({ discovery }) => discovery.redrawn).length).toBeLessThanOrEqual(1);
	const all = weeks.slice(1).map(({ discovery }) => discovery.keptShare ?? 0);
	expect(all.reduce((sum, share) => sum + share, 0) / all.length).toBeGreaterThanOrEqual(0.95);
}, 1_800_000);

test('over weeks with births, deaths, drift and a merger, a kind of customer keeps the id of its segment', async () => {
	const { weeks, archetypeOf } = await live({ merge: { week: 18, from: 'windowShoppers', into: 'bargainHunters' } });
	const archetypes = ['integrationEvaluators', 'powerUsers', 'loyalRegulars', 'strugglers', 'fadingCustomers', 'webinarLearners'];
	const held = archetypes.filter((archetype) => {
		const homes = weeks.map((week) => homeOf(archetype, week, archetypeOf));
		return homes.every((home) => home !== undefined && home === homes[0]);
	});
	expect(held.length, held.join()).toBeGreaterThanOrEqual(5);
	for (const { discovery } of weeks.slice(1)) {
		expect(discovery.published).toBe(true);
		expect(discovery.keptShare, discovery.changed.join(' ')).toBeGreaterThanOrEqual(discovery.redrawn ? 0.75 : 0.9);
		expect(discovery.changed[0]).toMatch(/^\d+ % of the customers are in the segment they were in/);
	}
}, 1_800_000);
