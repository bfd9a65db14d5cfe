import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureColumns } from './features/columns';
import { measureMatrix } from './features/matrix';
import type { BenchmarkRow } from './types';

const flags = {
	customers: { type: 'string', default: '1000000' },
	events: { type: 'string', default: '100000000' },
} as const;

/** The catalogue's columns beside the same columns by hand, and a table of them as typed arrays. */
export async function features(options: readonly string[]): Promise<BenchmarkRow[]> {
	const { values } = parseArgs({ args: [...options], options: flags });
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-features-'));
	try {
		const size = { customers: Number(values.customers), events: Number(values.events) };
		const columns = await measureColumns(join(folder, 'events'), size);
		return [...columns, ...(await measureMatrix(join(folder, 'matrix'), size.customers))];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
