import { createClient } from '@clickhouse/client';
import { inject } from 'vitest';
import { hashText } from '../../lib/core/hash';
import { openClickHouseStore } from '../../lib/store/clickhouse/openClickHouseStore';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { openPostgresStore } from '../../lib/store/postgres/openPostgresStore';
import type { Store } from '../../lib/store/types';
import { testedStore } from './databases/testedStore';

/** The store of a folder on the engine under test: the folder's own file, or a schema named after it. */
export async function openStoreAt(folder: string): Promise<Store> {
	if (testedStore() === 'duckdb') return await openDuckDbStore({ folder, memoryLimitMegabytes: 512, threads: 2 });
	const place = `test_${hashText(folder, 8)}`;
	const servers = inject('servers');
	if (servers.postgres !== null) return await openPostgresStore({ connection: servers.postgres, schema: place });
	const { clickHouse } = servers;
	if (clickHouse === null) throw new Error('the server for COHORTS_TEST_STORE did not start');
	const client = createClient({ url: clickHouse.url, username: clickHouse.user, password: clickHouse.password });
	await client.command({ query: `create database if not exists ${place}` });
	await client.close();
	return await openClickHouseStore({ connection: { ...clickHouse, database: place } });
}
