import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { identifier, joinSql, sql, type Sql } from '../../../sql/sql';
import { eventColumns } from '../../ingest';
import { tables } from '../../schema';
import { makeTemporaryFolder } from '../../temporaryFolder';
import type { BulkFile, BulkInput, Session } from '../../types';
import { openSession } from '../connection';
import { literal } from './layouts';
import { openBulkFile, type BulkStore } from './openBulkFile';

const MEMORY_LIMIT = '768MB';

const columnTypes: Readonly<Record<string, string>> = tables[0].columns;

/** The columns of a file of rows on their way into a store, in order; the store works out the hash itself. */
export const carriedColumns: readonly string[] = ['place', ...eventColumns.filter((name) => name !== 'event_hash')];

/** Text and JSON, which are quoted in the file, so that only what is null stands there as nothing. */
const quotedColumns = carriedColumns.filter((name) => ['text', 'json'].includes(columnTypes[name]));

/** A store that reads no files itself. */
export interface ServerStore {
	/** All or nothing. */
	stored<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/** Makes the rows of a CSV file without a header, with `carriedColumns`, a relation of the session that also has `event_hash`; and how to be rid of it. */
	copy(session: Session, path: string): Promise<{ readonly rows: Sql; remove(): Promise<void> }>;
	/** Once after the last part. */
	finish?(): Promise<void>;
	/** A column of text, or of JSON, as the store can keep it. */
	readonly keep?: { readonly text: (column: Sql) => Sql; readonly json: (column: Sql) => Sql };
}

/** Opens an input for a store on a server: an engine of its own reads, types and screens the rows, and the store gets what is left. */
export async function openStagedFile(input: BulkInput, store: ServerStore, partBytes: number | undefined): Promise<BulkFile> {
	const folder = await makeTemporaryFolder('cohorts-staged');
	const instance = await DuckDBInstance.create(':memory:', {
		memory_limit: MEMORY_LIMIT,
		temp_directory: join(folder, 'temporary'),
		preserve_insertion_order: 'false',
		autoinstall_known_extensions: 'false',
	});
	const connection = await instance.connect();
	const close = async (): Promise<void> => {
		connection.closeSync();
		instance.closeSync();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const session = openSession(connection);
		await session.execute(sql`set global TimeZone = 'UTC'`);
		const file = await openBulkFile(bulkStore(session, store, folder), input, partBytes);
		return {
			...file,
			importEvents: async (options) => {
				const counts = await file.importEvents(options);
				await store.finish?.();
				return counts;
			},
			close: async () => {
				await file.close();
				await close();
			},
		};
	} catch (error) {
		await close();
		throw error;
	}
}

function bulkStore(session: Session, store: ServerStore, folder: string): BulkStore {
	const here = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => await work(session);
	return {
		folder,
		exclusive: here,
		reading: here,
		stored: async (work) => await store.stored(work),
		bring: async (name, select) => {
			const { keys } = await store.stored(async (target) => await target.columns(select));
			await session.execute(sql`create or replace table ${identifier(name)} (id varchar)`);
			await session.append(name, keys, []);
		},
		carry: async (staging, staged, work) => {
			const path = join(folder, 'carried');
			const columns = joinSql(carriedColumns.map((name) => sql`${carried(name, store)} as ${identifier(name)}`));
			await staging.execute(sql`copy (select ${columns} from ${staged} staged) to ${literal(path)} (format csv, header false, force_quote (${joinSql(quotedColumns.map((name) => identifier(name)))}))`);
			return await store.stored(async (target) => {
				const { rows, remove } = await store.copy(target, path);
				const result = await work(target, rows);
				await remove();
				return result;
			});
		},
	};
}

function carried(name: string, { keep }: ServerStore): Sql {
	const column = sql`${identifier(name)}`;
	if (columnTypes[name] === 'json') return keep === undefined ? column : keep.json(sql`${column}::varchar`);
	return keep === undefined || columnTypes[name] !== 'text' ? column : keep.text(column);
}
