import { inject } from 'vitest';
import { hashText } from '../../lib/core/hash';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { openPostgresStore } from '../../lib/store/postgres/openPostgresStore';
import type { Store } from '../../lib/store/types';
import { testedStore } from './databases/testedStore';

/** The store of a folder on the engine under test: the folder's own file, or a schema named after it. */
export async function openStoreAt(folder: string): Promise<Store> {
	if (testedStore() === 'duckdb') return await openDuckDbStore({ folder, memoryLimitMegabytes: 512, threads: 2 });
	const connection = inject('postgres');
	if (connection === null) throw new Error('the server for COHORTS_TEST_STORE did not start');
	return await openPostgresStore({ connection, schema: `test_${hashText(folder, 8)}` });
}
