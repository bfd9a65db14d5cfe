import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCompute } from '../../lib/compute/openCompute';
import { seededRandom } from '../../lib/core/random';
import type { Engine } from '../../lib/engine';
import { importEvents } from '../../lib/events/importEvents';
import { resolveAsOf } from '../../lib/events/resolveAsOf';
import { listEvents } from '../../lib/journeys/listStored';
import { saveModel } from '../../lib/models/saveModel';
import { readLiveRules } from '../../lib/segments/rules/liveRules';
import { refreshRules } from '../../lib/segments/rules/refreshRules';
import { sql } from '../../lib/sql/sql';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { say } from '../demo/say';
import { writeSimulation } from '../simulate/writeSimulation';
import type { BenchmarkRow } from './types';

const flags = { customers: { type: 'string', default: '12000' } } as const;
const RULES = 20;
const LIVE_READINGS = 20;

/** Twenty rules over simulated events, half of them sequences with silence: a nightly refresh, and one customer live. */
export async function rules(options: readonly string[]): Promise<BenchmarkRow[]> {
	const { values } = parseArgs({ args: [...options], options: flags });
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-rules-'));
	const store = await openDuckDbStore({ folder: join(folder, 'store') });
	const compute = openCompute();
	try {
		say(`Simulating ${values.customers} customers`);
		const { files } = await writeSimulation({ customers: Number(values.customers), seed: '11' }, folder);
		const engine: Engine = {
			store,
			compute,
			clock: { now: () => Date.parse('2025-07-01') },
			random: seededRandom(1),
			request: async () => await Promise.reject(new Error('no network here')),
			notify: { progress: () => undefined, hint: () => undefined },
		};
		await importEvents(engine, { path: join(folder, files.events) });
		return await measure(engine);
	} finally {
		await compute.close();
		await store.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function measure(engine: Engine): Promise<BenchmarkRow[]> {
	const asOf = await resolveAsOf(engine, { mode: 'lastEvent' });
	const names = (await listEvents(engine.store)).map(({ value }) => value);
	for (const [index, rule] of someRules(names).entries()) {
		const model = { kind: 'rule', segmentName: `Rule ${index}`, rule, floor: 1, isActive: true } as const;
		await saveModel(engine, { name: `rule:Rule ${index}`, asOf, snapshot: '', model, details: {} });
	}
	const [{ events }] = await engine.store.query<{ events: number }>(sql`select count(*) as events from events`);
	say(`Refreshing ${RULES} rules over ${events.toLocaleString('en-US')} events`);
	const [first, again] = [await timed(() => refreshRules(engine, asOf)), await timed(() => refreshRules(engine, asOf))];
	const [someone] = await engine.store.query<{ id: string }>(sql`select min(customer_id) as id from events where customer_id is not null`);
	const live: number[] = [];
	for (let reading = 0; reading < LIVE_READINGS; reading += 1) {
		live.push((await timed(() => readLiveRules(engine, [someone.id], asOf))).seconds);
	}
	const size = `${RULES} rules, ${events} events`;
	return [
		row(`${size}, first refresh`, 'seconds', first.seconds),
		row(`${size}, first refresh`, 'CPU seconds', first.cpuSeconds),
		row(`${size}, refresh again`, 'seconds', again.seconds),
		row(`${size}, one customer live`, 'median milliseconds', live.sort((left, right) => left - right)[LIVE_READINGS / 2] * 1_000),
	];
}

/** Counts, sums, last times and sequences over the most frequent events, every one another. */
function someRules(names: readonly string[]): Readonly<Record<string, unknown>>[] {
	return Array.from({ length: RULES }, (_, index) => {
		const [one, other] = [names[index % names.length], names[(index + 1) % names.length]];
		if (index % 2 === 0) {
			return {
				kind: 'sequence',
				steps: [
					{ events: one, times: 2 + (index % 3), within: '1 day' },
					{ events: other, after: { atMost: `${5 + index} days` } },
				],
				now: { atLeast: '5 days', silent: true },
			};
		}
		const count = { kind: 'count', events: one, is: 'atLeast', value: 1 + (index % 4), withinLast: `${30 + index} days` };
		return index % 4 === 1 ? { kind: 'and', of: [count, { kind: 'silence', events: other, for: '7 days' }] } : count;
	});
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly seconds: number; readonly cpuSeconds: number }> {
	const [started, cpu] = [performance.now(), process.cpuUsage()];
	await work();
	const { user, system } = process.cpuUsage(cpu);
	return { seconds: (performance.now() - started) / 1_000, cpuSeconds: (user + system) / 1e6 };
}

function row(name: string, metric: string, ours: number): BenchmarkRow {
	return { case: name, metric, ours, peer: null, ratio: null, goal: null, holds: null };
}
