import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import type { Store } from '../../lib/store/types';

/**
 * One real store for all tests of a file, for tests that keep apart by customer ids of their own: opening a
 * store costs more than most of what is asked of it. Call at the top of the file, use inside tests.
 */
export function shareTestStore(): () => Store {
	let store: Store;
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'cohorts-'));
		store = await openDuckDbStore({ folder, memoryLimitMegabytes: 512, threads: 2 });
	});
	afterAll(async () => {
		await store.close();
		await rm(folder, { recursive: true, force: true });
	});
	return () => store;
}
