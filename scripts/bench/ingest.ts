import { parseArgs } from 'node:util';
import { measureImports } from './ingest/bulk';
import { measureWebhooks } from './ingest/webhook';
import type { BenchmarkRow } from './types';

const flags = {
	events: { type: 'string', default: '10000000' },
	/** "import" or "webhook": that part alone. */
	only: { type: 'string', default: '' },
} as const;

/** How fast events come in: from a file beside DuckDB's own copy, and by webhook beside n8n's own. */
export async function ingest(options: readonly string[]): Promise<BenchmarkRow[]> {
	const { values } = parseArgs({ args: [...options], options: flags });
	return [
		...(values.only === 'webhook' ? [] : await measureImports(Number(values.events))),
		...(values.only === 'import' ? [] : await measureWebhooks()),
	];
}
