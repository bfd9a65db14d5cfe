import { createClient } from '@clickhouse/client';
import { inject } from 'vitest';
import { hashText } from '../../lib/core/hash';
import { openClickHouseStore } from '../../lib/store/clickhouse/openClickHouseStore';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { openPostgresStore } from '../../lib/store/postgres/openPostgresStore';
import type { Store } from '../../lib/store/types';
import { startClickHouse, type RunningClickHouse } from './databases/startClickHouse';
import { testedCluster, testedStore } from './databases/testedStore';

/** The store of a folder on the engine under test: the folder's own file, or a schema or database named after it. */
export async function openStoreAt(folder: string): Promise<Store> {
	const place = `test_${hashText(folder, 8)}`;
	switch (testedStore()) {
		case 'duckdb':
			return await openDuckDbStore({ folder, memoryLimitMegabytes: 512, threads: 2 });
		case 'postgres': {
			const connection = inject('postgres');
			if (connection === null) throw new Error('the Postgres of this run did not start');
			return await openPostgresStore({ connection, schema: place });
		}
		case 'clickhouse': {
			const { connection } = await ownClickHouse();
			await createDatabase(connection, place);
			return await openClickHouseStore({ connection: { ...connection, database: place }, cluster: testedCluster() });
		}
	}
}

/** One for all tests of a file, in whose process it lives and ends. */
let clickHouse: Promise<RunningClickHouse> | undefined;

async function ownClickHouse(): Promise<RunningClickHouse> {
	clickHouse ??= startClickHouse({ cluster: testedCluster() });
	return await clickHouse;
}

async function createDatabase({ url, user, password }: RunningClickHouse['connection'], name: string): Promise<void> {
	const client = createClient({ url, username: user, password });
	await client.command({ query: `create database if not exists ${name}` });
	await client.close();
}
