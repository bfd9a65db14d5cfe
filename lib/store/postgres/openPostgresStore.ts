import { setTimeout as wait } from 'node:timers/promises';
import { Pool, type PoolClient, types as defaultTypes } from 'pg';
import { SetupNeeded } from '../../core/errors';
import { invariant } from '../../core/invariant';
import type { CustomerEvent } from '../customerEvent';
import { openStagedFile } from '../duckdb/bulk/openStagedFile';
import { groupWrites } from '../groupWrites';
import { migrate } from '../migrations';
import { standardCreateTable } from '../standardSql';
import type { PostgresConnection } from '../tables/postgresRows';
import { identifier, sql } from '../../sql/sql';
import { buildSql } from '../../sql/buildSql';
import type { Session, Store } from '../types';
import { postgresDialect } from './dialect';
import { copyFile, keepWithoutNul } from './copyFile';
import { indexes } from './indexes';
import { recordRows } from './recordRows';
import { openSelectReader } from './selectReader';
import { openSession } from './session';
import { isConflict, toStoreError } from './storeError';

export interface PostgresStoreOptions {
	readonly connection: PostgresConnection;
	/** The store's own schema in the database; made when it is not there. */
	readonly schema: string;
	/** Connections of this process at once. */
	readonly connectionsMax?: number;
	/** Bytes of text imported at once; absent: what suits the format. */
	readonly importPartBytes?: number;
}

const CONNECT_MILLISECONDS = 15_000;
const connectionsMaxDefault = 8;

/** Opens a store in a schema of a Postgres database; any number of processes may. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
	const { connection, schema } = options;
	if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
		throw new SetupNeeded(`Schema "${schema}" cannot be used: expected small letters, digits and underscores, such as cohorts`);
	}
	const pool = openPool(options);
	try {
		await prepare(pool, options);
	} catch (error) {
		await pool.end();
		throw toStoreError(error, connection);
	}
	return assemble(pool, options);
}

function openPool({ connection, schema, connectionsMax }: PostgresStoreOptions): Pool {
	const pool = new Pool({
		host: connection.host,
		port: connection.port,
		database: connection.database,
		user: connection.user,
		password: connection.password,
		ssl: connection.encryption === 'none' ? false : { rejectUnauthorized: connection.encryption === 'verified' },
		connectionTimeoutMillis: CONNECT_MILLISECONDS,
		max: connectionsMax ?? connectionsMaxDefault,
		application_name: 'n8n-nodes-cohorts',
		options: `-c search_path=${schema} -c TimeZone=UTC -c jit=off`,
		// An open store alone keeps no process alive.
		allowExitOnIdle: true,
		types: { getTypeParser: parserOf as typeof defaultTypes.getTypeParser },
	});
	pool.on('error', () => undefined); // A connection that breaks while nobody uses it is replaced.
	return pool;
}

/** Ids are put in the same order as by the other engines, whatever language the database sorts in. */
const columnTypes = { text: 'text collate "C"' } as const;

/** Integers of 64 bits and sums of them are numbers here. */
const numericTypes: readonly number[] = [20, 1700];

function parserOf(type: number, format?: 'text' | 'binary'): unknown {
	if (numericTypes.includes(type)) return Number;
	return defaultTypes.getTypeParser(type, format as 'text');
}

/** Any number of processes may start at once: the first one makes the tables. */
async function prepare(pool: Pool, { connection, schema }: PostgresStoreOptions): Promise<void> {
	await borrowed(pool, async (client) => {
		const session = openSession(client, connection);
		await client.query('select pg_advisory_lock(hashtext($1))', [schema]);
		try {
			await client.query(buildSql(sql`create schema if not exists ${identifier(schema)}`, postgresDialect).text);
			await inTransaction(session, async () => {
				await migrate(session, (table) => standardCreateTable(table, postgresDialect, columnTypes));
				for (const statement of indexes) await session.execute(statement);
			});
		} finally {
			await client.query('select pg_advisory_unlock(hashtext($1))', [schema]);
		}
	});
}

function assemble(pool: Pool, { connection, schema, importPartBytes }: PostgresStoreOptions): Store {
	const clients = new WeakMap<Session, PoolClient>();
	const attempt = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => {
		const client = await pool.connect().catch((error: unknown) => {
			throw toStoreError(error, connection);
		});
		return await returning(client, async () => {
			const session = openSession(client, connection);
			clients.set(session, client);
			return await work(session);
		});
	};
	const within = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
		await unlessInConflict(async () => await attempt(work));
	const transaction = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
		await within(async (session) => await inTransaction(session, async () => await work(session)));
	const clientOf = (session: Session): PoolClient => {
		const client = clients.get(session);
		invariant(client !== undefined, 'a file is copied within a session of its own store');
		return client;
	};
	const write = groupWrites(
		async (events: readonly CustomerEvent[]) => await transaction(async (session) => await recordRows(session, events)),
	);
	return {
		dialect: postgresDialect,
		place: `Postgres at ${connection.host}:${connection.port}, database "${connection.database}", schema "${schema}"`,
		query: async (statement, options) => await within(async (session) => await session.query(statement, options)),
		columns: async (statement) => await within(async (session) => await session.columns(statement)),
		execute: async (statement) => await within(async (session) => await session.execute(statement)),
		append: async (table, keys, values) => await within(async (session) => await session.append(table, keys, values)),
		lock: async () => await Promise.resolve(),
		transaction,
		recordEvents: async (events) => {
			const fresh = await write(events);
			return events.map(({ eventId }, index) => ({ eventId, stored: fresh[index] }));
		},
		files: {
			open: async (input) => {
				const server = {
					keep: keepWithoutNul,
					stored: transaction,
					copy: async (session: Session, path: string) => await copyFile(clientOf(session), session, path),
					finish: async () => await within(learnSizes),
				};
				return await openStagedFile(input, server, importPartBytes);
			},
		},
		selects: openSelectReader(async (work) => await borrowed(pool, work)),
		close: async () => await pool.end(),
	};
}

/** Postgres plans by what it last learned of a table, which would take it a minute to do by itself: until then a hundred times as long. */
async function learnSizes(session: Session): Promise<void> {
	await session.execute(sql`analyze events, identities, identity_groups, identity_names`);
}

/** Runs of a work that another transaction keeps coming in the way of. */
const ATTEMPTS_MAX = 5;
/** Before the second run; twice as long before the third, and so on. */
const AGAIN_MILLISECONDS = 50;

/** Does again what failed only because of another transaction at the same time; of a work that failed nothing was kept. */
async function unlessInConflict<Result>(work: () => Promise<Result>): Promise<Result> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await work();
		} catch (error) {
			if (!isConflict(error) || attempt === ATTEMPTS_MAX) throw error;
			await wait(AGAIN_MILLISECONDS * attempt);
		}
	}
}

async function borrowed<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
	const client = await pool.connect();
	return await returning(client, async () => await work(client));
}

/** A connection that failed in the middle may be broken: it is not used again. */
async function returning<Result>(client: PoolClient, work: () => Promise<Result>): Promise<Result> {
	try {
		const result = await work();
		client.release();
		return result;
	} catch (error) {
		client.release(true);
		throw error;
	}
}

async function inTransaction<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
	await session.execute(sql`begin`);
	try {
		const result = await work();
		await session.execute(sql`commit`);
		return result;
	} catch (error) {
		await session.execute(sql`rollback`).catch(() => 0);
		throw error;
	}
}
