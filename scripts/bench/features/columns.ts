import { featureCatalogue } from '../../../lib/features/catalogue';
import { compileFeatures } from '../../../lib/features/compileFeatures';
import type { FeatureDefinition } from '../../../lib/features/types';
import { identifier, joinSql, sql, type Identifier, type Sql } from '../../../lib/sql/sql';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import type { Store } from '../../../lib/store/types';
import { say } from '../../demo/say';
import type { BenchmarkRow } from '../types';
import { handWrittenFeatures } from './handWritten';
import { eventsEndAt, makeEvents } from './makeEvents';

const MEMORY_MEGABYTES = 4096;
const THREADS = 2;
const TIMES_PEER_MAX = 1.15;
const MEGABYTE = 1024 * 1024;

const compiled = identifier('features_compiled');
const byHand = identifier('features_by_hand');

interface Size {
	readonly customers: number;
	readonly events: number;
}

/** The compiled statement and the one by hand, each into a table, in turns; an error when the tables differ. */
export async function measureColumns(folder: string, { customers, events }: Size): Promise<BenchmarkRow[]> {
	const store = await openDuckDbStore({ folder, memoryLimitMegabytes: MEMORY_MEGABYTES, threads: THREADS });
	let peak = 0;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
	try {
		say(`Making ${events.toLocaleString('en-US')} events of ${customers.toLocaleString('en-US')} customers`);
		await makeEvents(store, customers, events);
		const definitions = await writtenByHand(store);
		const statement = compileFeatures(definitions, { asOf: eventsEndAt, scope: { kind: 'everyone' } }, store.dialect);
		const peers = [await fill(store, byHand, handWrittenFeatures(eventsEndAt))];
		peak = 0;
		const ours = [await fill(store, compiled, statement)];
		const peakMegabytes = peak / MEGABYTE;
		ours.push(await fill(store, compiled, statement));
		peers.push(await fill(store, byHand, handWrittenFeatures(eventsEndAt)));
		await compare(store, definitions);
		const name = `${definitions.length} features, ${customers.toLocaleString('en-US')} customers, ${events.toLocaleString('en-US')} events`;
		const ratio = mean(ours) / mean(peers);
		return [
			{
				case: name,
				metric: 'seconds',
				ours: mean(ours),
				peer: mean(peers),
				ratio,
				goal: `at most ${TIMES_PEER_MAX} of one select by hand`,
				holds: ratio <= TIMES_PEER_MAX,
			},
			{
				case: name,
				metric: `peak megabytes, the database's ${MEMORY_MEGABYTES} included`,
				ours: peakMegabytes,
				peer: null,
				ratio: null,
				goal: null,
				holds: null,
			},
		];
	} finally {
		clearInterval(watch);
		await store.close();
	}
}

/** The features of the catalogue that the statement by hand has columns for. */
async function writtenByHand(store: Store): Promise<readonly FeatureDefinition[]> {
	const described = await store.query<{ column_name: string }>(sql`describe ${handWrittenFeatures(eventsEndAt)}`);
	const names = new Set(described.map(({ column_name: name }) => name));
	return featureCatalogue.filter(({ name }) => names.has(name));
}

async function fill(store: Store, table: Identifier, select: Sql): Promise<number> {
	const started = performance.now();
	await store.execute(sql`create or replace table ${table} as ${select}`);
	const seconds = (performance.now() - started) / 1000;
	say(`${table.name}: ${seconds.toFixed(1)} s`);
	return seconds;
}

/** Every number of every customer is the same, but for the last digits of a mean that was added up in another order. */
async function compare(store: Store, definitions: readonly FeatureDefinition[]): Promise<void> {
	const differing = definitions.map(({ name }) => {
		const [left, right] = [sql`left_.${identifier(name)}`, sql`right_.${identifier(name)}`];
		const same = sql`(${left} is null and ${right} is null) or abs(${left} - ${right}) <= 1e-9 * (1 + abs(${right}))`;
		return sql`count(*) filter (where not coalesce(${same}, false)) as ${identifier(name)}`;
	});
	const [row] = await store.query<Readonly<Record<string, number>>>(sql`
		select ${joinSql([...differing, sql`count(*) as customers`])} from ${compiled} left_
		full join ${byHand} right_ on right_.customer_id = left_.customer_id`);
	const { customers, ...columns } = row;
	const wrong = Object.entries(columns).filter(([, count]) => count > 0);
	if (customers === 0) throw new Error('the statements gave no customers: nothing was compared');
	if (wrong.length === 0) return;
	const listed = wrong.map(([name, count]) => `${name} (${count} of ${customers})`).join(', ');
	throw new Error(`the compiled features are not those by hand: ${listed}`);
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
