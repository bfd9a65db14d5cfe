import { sql } from '../../../lib/sql/sql';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import { say } from '../../demo/say';
import { plantSnapshot } from '../plantSnapshot';
import type { BenchmarkRow } from '../types';

const RUNS = 3;
const SECONDS_MAX = 2;
const BEYOND_MEGABYTES_MAX = 400;
const MEGABYTE = 1024 * 1024;

interface Run {
	readonly seconds: number;
	/** Beyond what the process had before, and the numbers themselves. */
	readonly beyondMegabytes: number;
}

/** A snapshot's twenty columns as typed arrays in shared memory, as training reads them. */
export async function measureMatrix(folder: string, customers: number): Promise<BenchmarkRow[]> {
	say('Planting a snapshot');
	await plantSnapshot(folder, customers);
	const runs: Run[] = [];
	for (let run = 0; run < RUNS; run += 1) runs.push(await readOnce(folder));
	const name = `a matrix of ${customers.toLocaleString('en-US')} customers by 20 features`;
	const seconds = runs.map((run) => run.seconds).sort((left, right) => left - right)[1];
	const beyond = Math.max(...runs.map((run) => run.beyondMegabytes));
	const none = { peer: null, ratio: null };
	return [
		{
			case: name,
			metric: `seconds, median of ${RUNS}`,
			ours: seconds,
			...none,
			goal: `under ${SECONDS_MAX}`,
			holds: seconds < SECONDS_MAX,
		},
		{
			case: name,
			metric: `peak megabytes beyond the matrix, most of ${RUNS}`,
			ours: beyond,
			...none,
			goal: `under ${BEYOND_MEGABYTES_MAX}`,
			holds: beyond < BEYOND_MEGABYTES_MAX,
		},
	];
}

/** From a store just opened: what it keeps in memory from reading counts as well. */
async function readOnce(folder: string): Promise<Run> {
	const store = await openDuckDbStore({ folder });
	let peak = 0;
	const before = process.memoryUsage().rss;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 2);
	try {
		const started = performance.now();
		const { values } = await store.columns(sql`select * from snapshot_planted`);
		const seconds = (performance.now() - started) / 1000;
		peak = Math.max(peak, process.memoryUsage().rss);
		const matrix = values.reduce((bytes, column) => bytes + column.byteLength, 0);
		const beyondMegabytes = (peak - before - matrix) / MEGABYTE;
		say(`${seconds.toFixed(2)} s, ${beyondMegabytes.toFixed(0)} MB beyond the matrix`);
		return { seconds, beyondMegabytes };
	} finally {
		clearInterval(watch);
		await store.close();
	}
}
