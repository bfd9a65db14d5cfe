import { onTestFinished } from 'vitest';
import type { ClickHouseStoreOptions } from '../../lib/store/clickhouse/openClickHouseStore';
import { openClickHouseStore } from '../../lib/store/clickhouse/openClickHouseStore';
import { openDuckDbStore, type DuckDbStoreOptions } from '../../lib/store/duckdb/openDuckDbStore';
import { openPostgresStore, type PostgresStoreOptions } from '../../lib/store/postgres/openPostgresStore';
import type { Store } from '../../lib/store/types';
import { openClickHouse } from './databases/openClickHouse';
import { openPostgres } from './databases/openPostgres';
import type { StoreName } from './databases/testedStore';
import { temporaryFolder } from './openTestStore';

/** Where a test and its child processes find the same store. */
export type Place =
	| ({ readonly store: 'duckdb' } & DuckDbStoreOptions)
	| ({ readonly store: 'postgres' } & PostgresStoreOptions)
	| ({ readonly store: 'clickhouse' } & ClickHouseStoreOptions);

/** A place on a server of the test's own, or in a folder. */
export async function newPlace(store: StoreName, options: { readonly importPartBytes?: number } = {}): Promise<Place> {
	switch (store) {
		case 'duckdb':
			return { store, folder: await temporaryFolder(), memoryLimitMegabytes: 256, threads: 1 };
		case 'postgres':
			return { store, connection: (await openPostgres()).connection, schema: 'killed', ...options };
		case 'clickhouse':
			return { store, connection: (await openClickHouse()).connection, ...options };
	}
}

async function openAt(place: Place): Promise<Store> {
	switch (place.store) {
		case 'duckdb':
			return await openDuckDbStore(place);
		case 'postgres':
			return await openPostgresStore(place);
		case 'clickhouse':
			return await openClickHouseStore(place);
	}
}

/** The embedded store is for one process, so it is open for the work alone. */
export async function withStoreAt<Result>(place: Place, work: (store: Store) => Promise<Result>): Promise<Result> {
	const store = await openAt(place);
	try {
		return await work(store);
	} finally {
		await store.close();
	}
}

/** Open until the test ends. */
export async function openStoreAtPlace(place: Place): Promise<Store> {
	const store = await openAt(place);
	onTestFinished(async () => await store.close());
	return store;
}
