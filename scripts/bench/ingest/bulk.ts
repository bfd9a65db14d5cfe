import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openCompute } from '../../../lib/compute/openCompute';
import { seededRandom } from '../../../lib/core/random';
import { importScreened } from '../../../lib/journeys/importScreened';
import { sql } from '../../../lib/sql/sql';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import { say } from '../../demo/say';
import type { BenchmarkRow } from '../types';

const MEMORY_MEGABYTES = 768;
const BEYOND_MEGABYTES_MAX = 512;
const SPEED_OF_PEER = 0.5;
const MEGABYTE = 1024 * 1024;

const formats = [
	{ name: 'Parquet', file: 'events.parquet', copy: '(format parquet)', read: 'read_parquet' },
	{ name: 'CSV', file: 'events.csv', copy: '(format csv, header)', read: 'read_csv' },
	{ name: 'NDJSON', file: 'events.ndjson', copy: '(format json)', read: 'read_json' },
] as const;

/** Importing events beside DuckDB copying the same file into a bare table, on disk with the same memory and threads. */
export async function measureImports(events: number): Promise<BenchmarkRow[]> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-bulk-'));
	try {
		await makeFiles(folder, events);
		const rows: BenchmarkRow[] = [];
		for (const format of formats) rows.push(...(await compare(folder, format, events)));
		return rows;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

type Format = (typeof formats)[number];

/** Half a year of 200,000 customers; one event in twenty is an order. Made by the database, with ids and properties. */
async function makeFiles(folder: string, events: number): Promise<void> {
	say(`Making ${events.toLocaleString('en-US')} events`);
	const instance = await DuckDBInstance.create(':memory:');
	const connection = await instance.connect();
	await connection.run(`
		create table drawn as
		select 'e-' || n as "messageId", 'customer-' || (hash(n) % 200000) as "userId",
			case when n % 20 = 0 then 'Order Completed' else 'Step ' || (hash(n, 1) % 30) end as event,
			strftime(timestamp '2025-01-01' + to_milliseconds((n * 15552000000 // ${events})::bigint), '%Y-%m-%dT%H:%M:%S.%gZ') as timestamp,
			case when n % 20 = 0 then 'o-' || n end as "orderId",
			case when n % 20 = 0 then round(5 + hash(n, 2) % 20000 / 100.0, 2) end as revenue,
			case when n % 20 = 0 then 'EUR' end as currency,
			'/page/' || (hash(n, 3) % 500) as page, (hash(n, 4) % 40)::varchar as "secondsOnPage"
		from range(${events}) numbers(n)`);
	for (const { file, copy } of formats) await connection.run(`copy drawn to '${join(folder, file)}' ${copy}`);
	connection.closeSync();
	instance.closeSync();
}

async function compare(folder: string, format: Format, events: number): Promise<BenchmarkRow[]> {
	const path = join(folder, format.file);
	const megabytes = Math.round((await stat(path)).size / MEGABYTE);
	say(`${format.name}, ${megabytes} MB: a bare table`);
	const bare = await copyBare(join(folder, `bare-${format.name}`), path, format);
	say(`${format.name}: import`);
	const ours = await importOnce(join(folder, `store-${format.name}`), path);
	say(`${format.name}: the bare table again`);
	const again = await copyBare(join(folder, `bare-again-${format.name}`), path, format);
	const peer = (bare.seconds + again.seconds) / 2;
	const peerProcessor = (bare.processorSeconds + again.processorSeconds) / 2;
	const name = `import of ${events.toLocaleString('en-US')} events, ${format.name}`;
	return [
		{
			case: name,
			metric: 'events a second',
			ours: events / ours.seconds,
			peer: events / peer,
			ratio: peer / ours.seconds,
			goal: `at least ${SPEED_OF_PEER} of DuckDB's own copy`,
			holds: peer / ours.seconds >= SPEED_OF_PEER,
		},
		{
			// What other load on the machine does not change.
			case: name,
			metric: 'seconds of processor',
			ours: ours.processorSeconds,
			peer: peerProcessor,
			ratio: peerProcessor / ours.processorSeconds,
			goal: null,
			holds: null,
		},
		{
			case: name,
			metric: "peak megabytes beyond the database's limit",
			ours: ours.peakMegabytes - MEMORY_MEGABYTES,
			peer: null,
			ratio: null,
			goal: `under ${BEYOND_MEGABYTES_MAX}`,
			holds: ours.peakMegabytes - MEMORY_MEGABYTES < BEYOND_MEGABYTES_MAX,
		},
	];
}

interface Spent {
	readonly seconds: number;
	readonly processorSeconds: number;
}

/** Seconds since then, by the clock and of all threads of this process. */
function stopwatch(): () => Spent {
	const started = performance.now();
	const before = process.cpuUsage();
	return () => {
		const { user, system } = process.cpuUsage(before);
		return { seconds: (performance.now() - started) / 1000, processorSeconds: (user + system) / 1e6 };
	};
}

async function copyBare(database: string, path: string, { read }: Format): Promise<Spent> {
	const instance = await DuckDBInstance.create(database, { memory_limit: `${MEMORY_MEGABYTES}MB`, preserve_insertion_order: 'false' });
	const connection = await instance.connect();
	const spent = stopwatch();
	await connection.run(`create table bare as select * from ${read}('${path}')`);
	await connection.run('checkpoint');
	const result = spent();
	connection.closeSync();
	instance.closeSync();
	return result;
}

async function importOnce(folder: string, path: string): Promise<Spent & { readonly peakMegabytes: number }> {
	const store = await openDuckDbStore({ folder, memoryLimitMegabytes: MEMORY_MEGABYTES });
	const compute = openCompute();
	let peak = 0;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
	try {
		const engine = {
			store,
			compute,
			clock: { now: () => Date.parse('2025-08-01') },
			random: seededRandom(1),
			request: async () => await Promise.reject(new Error('no network here')),
			notify: { progress: () => undefined, hint: () => undefined },
		};
		const policy = { keep: 'all', shortenIp: true, optedOut: 'keepForContract' } as const;
		const spent = stopwatch();
		const summary = await importScreened(engine, policy, { path });
		// As for the peer: also what a store would write when it is closed or grows.
		await store.execute(sql`checkpoint`);
		const result = spent();
		say(`stored ${summary.stored.toLocaleString('en-US')} in ${result.seconds.toFixed(1)} s`);
		return { ...result, peakMegabytes: peak / MEGABYTE };
	} finally {
		clearInterval(watch);
		await store.close();
		await compute.close();
	}
}
