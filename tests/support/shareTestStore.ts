import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../../lib/store/types';
import { openStoreAt } from './openStoreAt';

/**
 * One real store for all tests of a file, for tests that keep apart by customer ids of their own: opening a
 * store costs more than most of what is asked of it. Call at the top of the file, use inside tests.
 */
export function shareTestStore(): () => Store {
	let store: Store;
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'cohorts-'));
		store = await openStoreAt(folder);
	});
	afterAll(async () => {
		await store.close();
		await rm(folder, { recursive: true, force: true });
	});
	return () => store;
}
