import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { prepareHistory } from '../demo/prepareHistory';
import { runChain, type Chain } from '../demo/runChain';
import { say } from '../demo/say';
import { measureEventLoop } from './eventLoop';
import type { BenchmarkRow } from './types';
import { measureWebhook } from './webhookLatency';

const flags = {
	customers: { type: 'string', default: '20000' },
	seed: { type: 'string', default: '1' },
	/** Leaves the whole n8n out. */
	'without-n8n': { type: 'boolean', default: false },
} as const;

/** Most the demo's process may use, workers and databases in it included. */
const PEAK_MEGABYTES_MAX = 1_536;
/** Most the demo may take beside its installation. */
const SECONDS_MAX = 120;

/**
 * Time and memory of each step of the demo, the import beside DuckDB reading the same file into a bare table,
 * and n8n's webhook while 200,000 customers are clustered beside the same webhook in an idle n8n.
 */
export async function chain(options: readonly string[]): Promise<BenchmarkRow[]> {
	const { values } = parseArgs({ args: [...options], options: flags });
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-bench-'));
	try {
		const request = { data: undefined, columns: {}, timeFormat: '', currency: 'EUR' };
		const started = performance.now();
		const history = await prepareHistory(
			{ ...request, customers: Number(values.customers), seed: values.seed },
			folder,
		);
		const result = await runChain(history, folder);
		const total = (performance.now() - started) / 1000;
		const peer = await importBare(history.file);
		const eventLoop = await measureEventLoop(folder);
		const webhook = values['without-n8n'] ? [] : await measureWebhook(folder);
		return [...stepRows(result, peer), ...totalRows(result, total), eventLoop, ...webhook];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** DuckDB's own reading of the file into a table, without typing, screening or deduplication. */
async function importBare(file: string): Promise<number> {
	say('DuckDB reads the same file into a bare table');
	const instance = await DuckDBInstance.create(':memory:');
	const connection = await instance.connect();
	const started = performance.now();
	await connection.run('create table bare as select * from read_json_auto($1, ignore_errors = true)', [file]);
	const seconds = (performance.now() - started) / 1000;
	connection.closeSync();
	instance.closeSync();
	return seconds;
}

function stepRows({ steps }: Chain, bareSeconds: number): BenchmarkRow[] {
	return steps.flatMap(({ name, seconds, peakMegabytes }) => {
		const peer = name.endsWith(': Import Events') ? bareSeconds : null;
		const none = { goal: null, holds: null };
		const ratio = peer === null ? null : seconds / peer;
		return [
			{ case: name, metric: 'seconds', ours: seconds, peer, ratio, ...none },
			{ case: name, metric: 'peak megabytes', ours: peakMegabytes, peer: null, ratio: null, ...none },
		];
	});
}

function totalRows({ peakMegabytes }: Chain, seconds: number): BenchmarkRow[] {
	const none = { peer: null, ratio: null };
	return [
		{
			case: 'the whole demo, simulation included',
			metric: 'seconds',
			ours: seconds,
			...none,
			goal: `at most ${SECONDS_MAX}`,
			holds: seconds <= SECONDS_MAX,
		},
		{
			case: 'the whole demo, simulation included',
			metric: 'peak megabytes',
			ours: peakMegabytes,
			...none,
			goal: `under ${PEAK_MEGABYTES_MAX}`,
			holds: peakMegabytes < PEAK_MEGABYTES_MAX,
		},
	];
}
