import { createReadStream } from 'node:fs';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { SetupNeeded } from '../../core/errors';
import { identifier, joinSql, sql, typeOf, type Sql } from '../../sql/sql';
import type { CustomerEvent } from '../customerEvent';
import { carriedColumns, openStagedFile } from '../duckdb/bulk/openStagedFile';
import { groupWrites } from '../groupWrites';
import { migrate } from '../migrations';
import { oneAtATime } from '../oneAtATime';
import { tables } from '../schema';
import type { ClickHouseConnection } from '../tables/clickHouseRows';
import type { Session, Store } from '../types';
import type { ClusterPlace } from './cluster/placement';
import { clickHouseDialect, createTable, eventHash } from './dialect';
import { recordRows } from './recordRows';
import { openSelectReader } from './selectReader';
import { openSession, settingsFor } from './session';
import { toStoreError } from './storeError';

export interface ClickHouseStoreOptions {
	readonly connection: ClickHouseConnection;
	/** Name of the cluster that the tables are spread over; absent: they are on the one server. */
	readonly cluster?: string;
	/** Bytes of text imported at once; absent: what suits the format. */
	readonly importPartBytes?: number;
	/** Age from which tables of imports are taken as left behind by a process that died; absent: a day. */
	readonly abandonedSeconds?: number;
}

const DAY_SECONDS = 86_400;

/** Rows can be updated in place, and subqueries read the row around them, from here on. */
const VERSION_MIN = [25, 8] as const;

const REQUEST_MILLISECONDS = 3_600_000;

/** Opens a store in a database of a ClickHouse server; any number of processes may. */
export async function openClickHouseStore(options: ClickHouseStoreOptions): Promise<Store> {
	const { connection } = options;
	checkAddress(connection.url);
	const client = createClient({
		url: connection.url,
		database: connection.database,
		username: connection.user,
		password: connection.password,
		application: 'n8n-nodes-cohorts',
		request_timeout: REQUEST_MILLISECONDS,
		log: { level: ClickHouseLogLevel.OFF },
	});
	const toError = (error: unknown): Error => toStoreError(error, connection);
	try {
		const cluster = options.cluster === undefined ? undefined : { cluster: options.cluster, database: connection.database };
		const plain = openSession(client, { toError, cluster });
		const place: Place = { client, cluster, toError, plain, name: await ownName(plain) };
		await checkVersion(plain, connection);
		if (cluster !== undefined) await checkCluster(plain, cluster);
		await migrate(sessionAt(place, 'migration'), createTable);
		await removeAbandoned(plain, options.abandonedSeconds ?? DAY_SECONDS);
		return assemble(place, options);
	} catch (error) {
		await client.close();
		throw toError(error);
	}
}

/** The address is not repeated: a password may stand in it, and it is part of later messages. */
function checkAddress(url: string): void {
	const address = URL.parse(url);
	const isPlain = /^https?:$/.test(address?.protocol ?? '') && address?.username === '' && address.password === '';
	if (isPlain) return;
	throw new SetupNeeded(
		'URL of the Customer Store credential is no plain web address: expected one such as https://clickhouse.example.com:8443, with user and password in their own fields',
	);
}

interface Place {
	readonly client: ClickHouseClient;
	readonly cluster: ClusterPlace | undefined;
	/** For single statements. */
	readonly plain: Session;
	/** Of this opened store, like no other's. */
	readonly name: string;
	toError(error: unknown): Error;
}

/** Drawn by the server, so that no two processes share one. */
async function ownName(session: Session): Promise<string> {
	const [{ name }] = await session.query<{ name: string }>(sql`select replaceAll(toString(generateUUIDv4()), '-', '') as name`);
	return name;
}

async function checkVersion(session: Session, { url }: ClickHouseConnection): Promise<void> {
	const [{ version }] = await session.query<{ version: string }>(sql`select version() as version`);
	const [year, month] = version.split('.').map(Number);
	if (year > VERSION_MIN[0] || (year === VERSION_MIN[0] && month >= VERSION_MIN[1])) return;
	throw new SetupNeeded(`ClickHouse at ${url} is version ${version}: expected ${VERSION_MIN.join('.')} or later`);
}

/** Every server has to know the cluster, and its own shard and replica in it. */
async function checkCluster(session: Session, { cluster }: ClusterPlace): Promise<void> {
	const [{ servers }] = await session.query<{ servers: number }>(
		sql`select count(*) as servers from system.clusters where cluster = ${cluster}`,
	);
	if (servers > 0) return;
	const rows = await session.query<{ cluster: string }>(sql`select distinct cluster from system.clusters order by cluster limit 20`);
	const known = rows.map((row) => `"${row.cluster}"`).join(', ');
	throw new SetupNeeded(
		`Cluster of the Customer Store credential is "${cluster}", which ClickHouse does not know: expected ${known === '' ? 'no name, because it is one server' : `one of ${known}`}`,
	);
}

/** A session of its own, whose temporary tables nobody else sees. */
function sessionAt({ client, cluster, toError, name }: Place, purpose: string): Session {
	return openSession(client, { toError, cluster, sessionId: `${name}-${purpose}` });
}

function assemble(place: Place, { connection, importPartBytes }: ClickHouseStoreOptions): Store {
	const { client, cluster, toError, plain } = place;
	const settings = settingsFor(cluster);
	const exclusive = oneAtATime();
	let transactions = 0;
	const transaction = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
		await exclusive(async () => await work(sessionAt(place, String((transactions += 1)))));
	const write = groupWrites(
		async (events: readonly CustomerEvent[]) =>
			await transaction(async (inside) => await recordRows({ client, settings, session: inside }, events).catch((error: unknown) => {
				throw toError(error);
			})),
	);
	return {
		...plain,
		dialect: clickHouseDialect,
		place: `ClickHouse at ${connection.url}, database "${connection.database}"${cluster === undefined ? '' : `, cluster "${cluster.cluster}"`}`,
		transaction,
		recordEvents: async (events) => {
			const fresh = await write(events);
			return events.map(({ eventId }, index) => ({ eventId, stored: fresh[index] }));
		},
		files: {
			open: async (input) => {
				const copy = async (inside: Session, path: string) => await copyFile(place, inside, path);
				return await openStagedFile(input, { stored: transaction, copy }, importPartBytes);
			},
		},
		selects: openSelectReader(client, plain),
		close: async () => await client.close(),
	};
}

const importTables = 'import_rows_';

/** By the server's own clock, which also says when a table was made. */
async function removeAbandoned(session: Session, seconds: number): Promise<void> {
	const found = await session.query<{ name: string }>(sql`
		select name from system.tables where database = currentDatabase() and startsWith(name, ${importTables})
			and metadata_modification_time <= now() - ${seconds}`);
	for (const { name } of found) await session.execute(sql`drop table if exists ${identifier(name)}`);
}

/** Rows of a file as a table of its own name, because a session of the server takes one request at a time. */
async function copyFile({ client, cluster, name }: Place, session: Session, path: string): Promise<{ rows: Sql; remove: () => Promise<void> }> {
	const table = `${importTables}${name}`;
	const types = { place: 'integer', ...tables[0].columns } as const;
	const columns = carriedColumns.map((column) => sql`${identifier(column)} ${typeOf(types[column as keyof typeof types])}`);
	await session.execute(sql`
		create or replace table ${identifier(table)} (
			${joinSql(columns)}, event_hash Int64 default ${eventHash(sql`event_id`)}
		) engine = MergeTree order by tuple()`);
	await client.insert({
		table,
		format: 'CSV',
		values: createReadStream(path),
		columns: [...carriedColumns] as [string, ...string[]],
		clickhouse_settings: { ...settingsFor(cluster), format_csv_null_representation: '', input_format_csv_empty_as_default: 0 },
	});
	return {
		rows: sql`(select * from ${identifier(table)})`,
		remove: async () => void (await session.execute(sql`drop table ${identifier(table)}`)),
	};
}
