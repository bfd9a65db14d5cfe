import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureScale, type ScaleCase } from './scale/measureScale';
import type { BenchmarkRow } from './types';

const flags = {
	/** Each with a tenth as many customers. */
	events: { type: 'string', default: '1000000,10000000' },
	engines: { type: 'string', default: 'duckdb,clickhouse' },
} as const;

const engines = ['duckdb', 'clickhouse'] as const;

/** What an event costs on disk, and features, segments and scores of a growing base cost in time and memory. */
export async function scale(options: readonly string[]): Promise<BenchmarkRow[]> {
	const { values } = parseArgs({ args: [...options], options: flags });
	const asked = values.engines.split(',');
	const rows: BenchmarkRow[] = [];
	for (const events of values.events.split(',').map(Number)) {
		for (const engine of engines.filter((name) => asked.includes(name))) {
			const folder = await mkdtemp(join(tmpdir(), 'cohorts-scale-'));
			const size: ScaleCase = { engine, events, customers: Math.ceil(events / 10), folder };
			rows.push(...(await measureScale(size).finally(async () => await rm(folder, { recursive: true, force: true }))));
		}
	}
	return rows;
}
