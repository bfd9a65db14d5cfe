import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Defect, ServiceUnavailable } from '../../../core/errors';
import type { BulkFile, BulkInput, ImportCounts, Session } from '../../types';
import { importPosition, keepImportPosition } from '../../importPositions';
import type { Sql } from '../../../sql/sql';
import { rejectedRows, requestOf, stagePart, storePart, type Carry, type PartCounts, type PartRequest } from './importPart';
import { openParts } from './partReaders';
import type { Part } from './types';
import { openRejectedFile, type RejectedFile } from './rejectedFile';

/** What an import needs: an engine that reads files, and the store the rows are for, which may be the same. */
export interface BulkStore {
	/** Parts lie in a folder of their own inside. */
	readonly folder: string;
	/** Work on the engine's writing connection, while nobody else writes. */
	exclusive<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/** Work of the engine that only reads. */
	reading<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/** Work on the store. */
	stored<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/** Makes what a screen needs of the store a table of the engine. */
	bring(name: string, select: Sql): Promise<void>;
	/** Inside `exclusive`. */
	readonly carry: Carry;
}

/** Opens an input part by part; `partBytes` is for tests. */
export async function openBulkFile(store: BulkStore, input: BulkInput, partBytes?: number): Promise<BulkFile> {
	const folder = await mkdtemp(join(await importsFolder(store.folder), 'import-'));
	const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true });
	try {
		const reader = await store.reading(async (session) => await openParts({ input, session, folder, ...(partBytes === undefined ? {} : { partBytes }) }));
		let isUsed = false;
		return {
			columns: reader.layout.columns,
			names: reader.layout.names,
			notes: reader.notes,
			importEvents: async (request) => {
				if (isUsed) throw new Defect(`the input "${input.name}" was imported already: open it again`);
				isUsed = true;
				return await importParts(store, { ...request, layout: reader.layout }, (from) => reader.parts(from));
			},
			close: async () => {
				await reader.close();
				await remove();
			},
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

/** Parts of imports, of which none is alive when a store is opened. */
export async function clearImports(folder: string): Promise<void> {
	await rm(join(folder, 'imports'), { recursive: true, force: true });
}

async function importsFolder(folder: string): Promise<string> {
	const path = join(folder, 'imports');
	await mkdir(path, { recursive: true });
	return path;
}

async function importParts(
	store: BulkStore,
	request: PartRequest,
	parts: (from: number) => AsyncGenerator<Part>,
): Promise<ImportCounts> {
	const { resumeKey } = request;
	await bringNeeds(store, request);
	const start = await store.stored(async (session) => await importPosition(session, resumeKey));
	const rejectedFile = request.rejected === undefined ? undefined : openRejectedFile(request.rejected);
	let counts: ImportCounts = { ...noCounts, resumedAfter: start.rows };
	let isFirst = start.position === 0;
	for await (const part of parts(start.position)) {
		refuseCancelled(request, counts);
		const work = { part, request, rejectedFile, isFirst, before: counts };
		const one = await store.exclusive(async (session) => await importOne(store, session, work));
		counts = { ...add(counts, one), ...(rejectedFile === undefined ? {} : { rejectedWritten: rejectedFile.rows() }) };
		request.onPart?.(counts);
		isFirst = false;
	}
	if (isFirst) request.accept?.(counts);
	await store.stored(async (session) => await keepImportPosition(session, resumeKey, 'finished'));
	return counts;
}

async function bringNeeds(store: BulkStore, { screen }: PartRequest): Promise<void> {
	for (const [name, select] of Object.entries(screen?.needs ?? {})) await store.bring(name, select);
}

interface OneImport {
	readonly part: Part;
	readonly request: PartRequest;
	readonly rejectedFile: RejectedFile | undefined;
	readonly isFirst: boolean;
	readonly before: ImportCounts;
}

/** One part: its rows and how far the import has come are stored together or not at all. */
async function importOne(
	store: BulkStore,
	session: Session,
	{ part, request: asked, rejectedFile, isFirst, before }: OneImport,
): Promise<PartCounts> {
	try {
		const request = await requestOf(session, part, asked);
		await stagePart(session, part, request);
		const counts = await storePart(session, { part, request, carry: store.carry }, async (target, one) => {
			if (isFirst) request.accept?.(add(noCounts, one));
			const rows = before.resumedAfter + before.rows + one.rows;
			await keepImportPosition(target, request.resumeKey, { position: part.end, rows, at: request.now });
		});
		if (Object.keys(counts.rejected).length > 0) {
			await rejectedFile?.append(session, { rows: await rejectedRows(session, part, request), columns: asked.layout.columns });
		}
		return counts;
	} finally {
		await part.remove(session);
	}
}

const noCounts: ImportCounts = {
	rows: 0,
	stored: 0,
	refunds: 0,
	rejected: {},
	excluded: {},
	firstTimeSeen: null,
	rejectedWritten: 0,
	resumedAfter: 0,
	laterKeys: [],
};

function add(counts: ImportCounts, part: PartCounts): ImportCounts {
	return {
		...counts,
		rows: counts.rows + part.rows,
		stored: counts.stored + part.stored,
		refunds: counts.refunds + part.refunds,
		rejected: addEach(counts.rejected, part.rejected),
		excluded: addEach(counts.excluded, part.excluded),
		firstTimeSeen: counts.firstTimeSeen ?? part.firstTimeSeen,
		laterKeys: [...new Set([...counts.laterKeys, ...part.laterKeys])],
	};
}

function addEach<Key extends string>(
	one: Readonly<Partial<Record<Key, number>>>,
	other: Readonly<Partial<Record<Key, number>>>,
): Partial<Record<Key, number>> {
	const sums: Partial<Record<Key, number>> = { ...one };
	for (const [key, value] of Object.entries(other) as [Key, number][]) sums[key] = (sums[key] ?? 0) + value;
	return sums;
}

function refuseCancelled({ signal }: PartRequest, { rows }: ImportCounts): void {
	if (signal?.aborted !== true) return;
	throw new ServiceUnavailable(
		`the import was cancelled after ${rows} rows: they are stored, and none is stored twice when it is imported again`,
	);
}

