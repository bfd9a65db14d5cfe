import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { SetupNeeded } from '../../core/errors';
import { sql, type Sql } from '../../sql/sql';
import { migrate } from '../migrations';
import { standardCreateTable } from '../standardSql';
import { replaceTemporary } from '../replaceTemporary';
import type { Session, Store } from '../types';
import { openSession } from './connection';
import { duckDbDialect } from './dialect';
import { refreshEventHashes } from './eventHash';
import { clearImports, openBulkFile } from './bulk/openBulkFile';
import { oneAtATime } from '../oneAtATime';
import { openJournal, type Journal } from './journal';
import { moveJournal } from './moveJournal';
import { openSelectReader } from './selectReader';

export interface DuckDbStoreOptions {
	/** Folder of its own: the database, its journal and temporary files live there. */
	readonly folder: string;
	/** What DuckDB may use before it spills to disk; n8n and the workers come on top. */
	readonly memoryLimitMegabytes?: number;
	readonly threads?: number;
	/** Bytes of text imported at once; absent: what suits the format. */
	readonly importPartBytes?: number;
}

export const defaultMemoryLimitMegabytes = 768;

/** Ids are all different and hardly ever read: written in half the time this way, and no slower to read. */
const columnTypes = { event_id: 'varchar using compression zstd' };

/** Opens the embedded store; one process at a time. SetupNeeded when another one holds it. */
export async function openDuckDbStore(options: DuckDbStoreOptions): Promise<Store> {
	const megabytes = options.memoryLimitMegabytes ?? defaultMemoryLimitMegabytes;
	await mkdir(options.folder, { recursive: true }).catch((error: unknown) => {
		throw cannotBeOpened(options.folder, error);
	});
	const instance = await openInstance(options.folder, megabytes, options.threads);
	const writer = await instance.connect();
	const session = openSession(writer);
	await session.execute(sql`set global TimeZone = 'UTC'`);
	await session.execute(sql`set global force_compression = 'dict_fsst'`);
	await migrate(session, (table) => standardCreateTable(table, duckDbDialect, columnTypes));
	await refreshEventHashes(session);
	await clearImports(options.folder);
	const journal = openJournal(join(options.folder, 'journal.sqlite'));
	return assemble({ instance, writer, journal, folder: options.folder, partBytes: options.importPartBytes });
}

async function openInstance(
	folder: string,
	megabytes: number,
	threads: number | undefined,
): Promise<DuckDBInstance> {
	const path = join(folder, 'cohorts.duckdb');
	return await DuckDBInstance.create(path, {
		memory_limit: `${megabytes}MB`,
		temp_directory: join(folder, 'temporary'),
		preserve_insertion_order: 'false',
		// Its newest way to keep text is smaller, and written in two thirds of the time when it need not be compared with others.
		storage_compatibility_version: 'latest',
		autoinstall_known_extensions: 'false',
		...(threads === undefined ? {} : { threads: String(threads) }),
	}).catch((error: unknown) => {
		const text = error instanceof Error ? error.message : String(error);
		if (/lock/i.test(text)) {
			throw new SetupNeeded(
				`the customer store in "${folder}" is in use by another process: the embedded DuckDB store serves one n8n process at a time. Stop the other process, choose another folder in the Customer Store credential, or, for several n8n processes, keep customers in a server database (Postgres or ClickHouse)`,
				{ cause: error },
			);
		}
		throw cannotBeOpened(folder, error);
	});
}

function cannotBeOpened(folder: string, error: unknown): SetupNeeded {
	const text = error instanceof Error ? error.message : String(error);
	return new SetupNeeded(`the customer store in "${folder}" cannot be opened: ${text.split('\n')[0]}`, {
		cause: error,
	});
}

interface Parts {
	readonly instance: DuckDBInstance;
	readonly writer: DuckDBConnection;
	readonly journal: Journal;
	readonly folder: string;
	readonly partBytes: number | undefined;
}

function assemble(parts: Parts): Store {
	const { instance, writer, journal } = parts;
	const session = openSession(writer);
	const exclusive = oneAtATime();
	const idle: DuckDBConnection[] = [];

	/** Moves what was answered into the database, so that no reader misses it. */
	const settle = async (): Promise<void> => {
		if (journal.waitingCount() === 0) return;
		await exclusive(async () => await moveJournal(journal, writer, session));
	};
	const reading = async <Result>(work: (reader: Session) => Promise<Result>): Promise<Result> => {
		await settle();
		const connection = idle.pop() ?? (await instance.connect());
		try {
			return await work(openSession(connection));
		} finally {
			idle.push(connection);
		}
	};
	return {
		dialect: duckDbDialect,
		place: parts.folder,
		query: async (statement, options) =>
			await reading(async (reader) => await reader.query(statement, options)),
		columns: async (statement) => await reading(async (reader) => await reader.columns(statement)),
		execute: async (statement) => {
			await settle();
			return await exclusive(async () => await session.execute(statement));
		},
		append: async (table, keys, values) =>
			await exclusive(async () => await session.append(table, keys, values)),
		lock: async () => await Promise.resolve(),
		transaction: async (work) => {
			await settle();
			return await exclusive(async () => await inTransaction(session, work));
		},
		selects: openSelectReader(reading),
		recordEvents: async (events) => await journal.write(events),
		files: {
			open: async (input) => {
				const writing = async <Result>(work: (writer: Session) => Promise<Result>): Promise<Result> => {
					await settle();
					return await exclusive(async () => await work(session));
				};
				const bulk = {
					folder: parts.folder,
					reading,
					exclusive: writing,
					stored: writing,
					bring: async (name: string, select: Sql) =>
						await writing(async (writer) => await replaceTemporary(writer, name, select)),
					carry: async <Result>(writer: Session, staged: Sql, work: (target: Session, rows: Sql) => Promise<Result>) =>
						await inTransaction(writer, async (inside) => await work(inside, staged)),
				};
				return await openBulkFile(bulk, input, parts.partBytes);
			},
		},
		close: async () => {
			await settle();
			await journal.close();
			for (const connection of [writer, ...idle]) connection.closeSync();
			instance.closeSync();
		},
	};
}

async function inTransaction<Result>(
	session: Session,
	work: (inside: Session) => Promise<Result>,
): Promise<Result> {
	await session.execute(sql`begin`);
	try {
		const result = await work(session);
		await session.execute(sql`commit`);
		return result;
	} catch (error) {
		await session.execute(sql`rollback`).catch(() => 0);
		throw error;
	}
}
