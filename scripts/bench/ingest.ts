import { measureWebhooks } from './ingest/webhook';
import type { BenchmarkRow } from './types';

/** How fast events come in: by webhook beside n8n's own, one by one and in batches. */
export async function ingest(): Promise<BenchmarkRow[]> {
	return await measureWebhooks();
}
