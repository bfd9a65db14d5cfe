import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DuckDBInstance } from '@duckdb/node-api';
import { InvalidInput, SetupNeeded } from '../../core/errors';
import { makeTemporaryFolder } from '../temporaryFolder';
import type { BulkSource } from '../types';
import { describeSelection, selectText, type Selection } from './selection';

const MEMORY_LIMIT = '512MB';

/**
 * The rows of a table or query of a DuckDB file, as Parquet. The file is opened to be read only, by an engine of its own:
 * its queries never see the customer store.
 */
export function duckDbRows(path: string, selection: Selection): BulkSource {
	const select = selectText(selection);
	return {
		name: describeSelection(selection, `DuckDB file "${path}"`),
		format: 'parquet',
		open: async () => Readable.from(await exportRows(path, select), { objectMode: false }),
	};
}

async function exportRows(path: string, select: string): Promise<AsyncGenerator<Buffer>> {
	const folder = await makeTemporaryFolder('cohorts-table');
	const file = join(folder, 'rows.parquet');
	try {
		await stat(path).catch((error: unknown) => {
			throw new InvalidInput(`DuckDB file "${path}" cannot be read: expected a file this n8n may open`, { cause: error });
		});
		await writeParquet(path, select, file);
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
	return thenRemoved(createReadStream(file), folder);
}

async function writeParquet(path: string, select: string, file: string): Promise<void> {
	const instance = await openToRead(path);
	const connection = await instance.connect();
	try {
		await connection.run("set timezone = 'UTC'");
		await connection.run(`copy (${select}) to '${file.replaceAll("'", "''")}' (format parquet)`);
	} catch (error) {
		const text = error instanceof Error ? error.message : String(error);
		const isOfQuery = /^(?:Parser|Binder|Catalog) Error/.test(text);
		const said = isOfQuery ? `: ${text.split('\n')[0]}` : '';
		throw new InvalidInput(`DuckDB cannot run the query${said}`, { cause: error });
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

async function openToRead(path: string): Promise<DuckDBInstance> {
	return await DuckDBInstance.create(path, { access_mode: 'READ_ONLY', memory_limit: MEMORY_LIMIT }).catch((error: unknown) => {
		const text = error instanceof Error ? error.message : String(error);
		const why = /lock/i.test(text) ? 'another process holds it open for writing: close that one first' : 'expected a database of DuckDB';
		throw new SetupNeeded(`DuckDB file "${path}" cannot be opened: ${why}`, { cause: error });
	});
}

async function* thenRemoved(chunks: AsyncIterable<Buffer>, folder: string): AsyncGenerator<Buffer> {
	try {
		yield* chunks;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
