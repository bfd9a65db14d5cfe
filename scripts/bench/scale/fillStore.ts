import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { identifier, joinSql, Sql, sql } from '../../../lib/sql/sql';
import { openClickHouseStore } from '../../../lib/store/clickhouse/openClickHouseStore';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import { eventColumns } from '../../../lib/store/ingest';
import type { Store } from '../../../lib/store/types';
import { startClickHouse } from '../../../tests/support/databases/startClickHouse';
import { makeEvents } from '../features/makeEvents';
import type { ScaleCase } from './measureScale';

const MEMORY_MEGABYTES = 4096;
const THREADS = 2;

interface Filled {
	readonly store: Store;
	/** Of all events, as the engine keeps them. */
	readonly bytes: number;
	close(): Promise<void>;
}

/** A store with these events; the same ones in each engine, because DuckDB makes them. */
export async function fillStore(size: ScaleCase): Promise<Filled> {
	const folder = join(size.folder, 'events');
	const store = await openDuckDbStore({ folder, memoryLimitMegabytes: MEMORY_MEGABYTES, threads: THREADS });
	await makeEvents(store, size.customers, size.events);
	if (size.engine === 'duckdb') {
		const { size: bytes } = await stat(join(folder, 'cohorts.duckdb'));
		return { store, bytes, close: async () => await store.close() };
	}
	const file = join(size.folder, 'events.parquet');
	await store.execute(sql`copy (select * exclude (event_hash) from events) to ${literal(file)} (format parquet)`);
	await store.close();
	return await fillClickHouse(file);
}

async function fillClickHouse(file: string): Promise<Filled> {
	const clickHouse = await startClickHouse();
	const store = await openClickHouseStore({ connection: clickHouse.connection });
	const columns = joinSql(eventColumns.filter((name) => name !== 'event_hash').map((name) => identifier(name)));
	await store.execute(sql`insert into events (${columns}) select ${columns} from file(${literal(file)}, Parquet)`);
	const [{ bytes }] = await store.query<{ bytes: number }>(
		sql`select sum(bytes_on_disk) as bytes from system.parts where table = 'events' and active`,
	);
	const close = async (): Promise<void> => {
		await store.close();
		await clickHouse.stop();
	};
	return { store, bytes, close };
}

/** A path of our own, which holds no quotes. */
function literal(path: string): Sql {
	return new Sql([`'${path}'`], []);
}
