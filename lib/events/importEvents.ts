import { InvalidInput } from '../core/errors';
import { canonicalJson, hashText } from '../core/hash';
import type { Engine } from '../engine';
import { fileVersion } from '../store/bulk/fileVersion';
import { rejectReasons, type BulkSource, type FileFormat, type FileImport, type FileMapping, type FileScreen, type ImportCounts } from '../store/types';
import { guessMapping, type MappingWishes } from './guessMapping';
import { markMachineRows } from './markMachineRows';
import { exclusionReasons } from './types';

export interface ImportRequest extends MappingWishes {
	/** A file on this machine; or else `source`. */
	readonly path?: string;
	/** Bytes from elsewhere. */
	readonly source?: BulkSource;
	/** Told by the name when absent: .csv, .tsv, .txt, .ndjson, .jsonl, .json, .parquet, each also .gz or .zst. */
	readonly format?: FileFormat;
	/** What else the door does to the rows, after bots and machines are marked. */
	readonly screen?: FileImport['screen'];
	/** Part of what tells one import from another, beside the file and its mapping: what the screen does. */
	readonly screenKey?: string;
	/** Where the rows that cannot be stored are written, as CSV. */
	readonly rejected?: FileImport['rejected'];
}

export interface ImportSummary {
	readonly rows: number;
	readonly stored: number;
	/** Stored rows with negative revenue. */
	readonly refunds: number;
	/** Rows not stored, by a reason in plain words; stored + rejected = rows. */
	readonly rejected: Readonly<Record<string, number>>;
	/** Rows in the file of rejected rows, where one was asked for. */
	readonly rejectedWritten: number;
	/** Stored rows that are no behaviour and that features leave out, by a reason in plain words. */
	readonly excluded: Readonly<Record<string, number>>;
	/** Which column was read as what. */
	readonly mapping: Readonly<Record<string, string>>;
	readonly keptAsProperties: readonly string[];
	/** What to know about this import, in sentences. */
	readonly notes: readonly string[];
}

/**
 * Loads history from a file of any size: mapped, screened, stored once each, part by part in bounded memory. An import that
 * was interrupted goes on behind the last part it stored, when the same file comes again with the same settings.
 */
export async function importEvents(engine: Engine, request: ImportRequest): Promise<ImportSummary> {
	const name = request.path ?? request.source?.name ?? '';
	const format = request.format ?? request.source?.format ?? formatOf(name);
	const file = await engine.store.files.open({ name, format, ...pick({ path: request.path, open: request.source?.open }) });
	try {
		const mapping = guessMapping(file.names, { ...request, columns: file.columns });
		engine.notify.progress(`Importing ${name}: ${describeMapping(mapping)}`);
		const resumeKey = await resumeKeyOf(request, mapping);
		const counts = await file.importEvents({
			mapping,
			now: engine.clock.now(),
			accept: (outcome) => requireTimes(outcome, mapping),
			onPart: ({ rows, resumedAfter }) => engine.notify.progress(`Importing ${name}: ${rows + resumedAfter} rows`),
			screen: screenOf(request, file.names),
			...pick({ resumeKey, rejected: request.rejected, signal: engine.signal }),
		});
		return summarize(counts, mapping, file.notes);
	} finally {
		await file.close();
	}
}

/** The entries that are given. */
function pick<Entries extends Record<string, unknown>>(entries: Entries): { [Key in keyof Entries]?: NonNullable<Entries[Key]> } {
	const given = Object.entries(entries).filter(([, value]) => value !== undefined);
	return Object.fromEntries(given) as { [Key in keyof Entries]?: NonNullable<Entries[Key]> };
}

function screenOf({ screen }: ImportRequest, columns: readonly string[]): FileScreen {
	return {
		...screen,
		apply: async (rows, session) => {
			const marked = await markMachineRows(rows, session, columns);
			return (await screen?.apply(marked, session)) ?? marked;
		},
	};
}

/** The same file, read and screened the same way. */
async function resumeKeyOf({ path, source, screenKey }: ImportRequest, mapping: FileMapping): Promise<string | undefined> {
	const version = path === undefined ? source?.version?.() : await fileVersion(path);
	if (version === undefined) return undefined;
	return hashText(canonicalJson([path ?? source?.name, version, mapping, screenKey ?? '']));
}

function formatOf(path: string): FileFormat {
	const name = path.toLowerCase().replace(/[?#].*$/, '').replace(/\.(gz|zst)$/, '');
	if (/\.(csv|tsv|txt)$/.test(name)) return 'csv';
	if (/\.(ndjson|jsonl|json)$/.test(name)) return 'ndjson';
	if (name.endsWith('.parquet')) return 'parquet';
	throw new InvalidInput(
		`file "${path}" has an unknown ending: expected .csv, .tsv, .ndjson, .jsonl or .parquet, also with .gz; or choose the format`,
	);
}

/** A file whose times cannot be read is a wrong mapping or format, not a file full of bad rows. */
function requireTimes(counts: ImportCounts, mapping: FileMapping): void {
	const bad = counts.rejected.noTime ?? 0;
	if (counts.rows === 0 || bad < counts.rows / 2) return;
	const column = mapping.fields.occurredAt?.[0] ?? '';
	throw new InvalidInput(
		`${bad} of ${counts.rows} rows have no usable time in column "${column}", such as "${counts.firstTimeSeen ?? ''}": set Time Format, for example %m/%d/%Y %H:%M`,
	);
}

function summarize(counts: ImportCounts, mapping: FileMapping, readingNotes: readonly string[]): ImportSummary {
	return {
		rows: counts.rows,
		stored: counts.stored,
		refunds: counts.refunds,
		rejected: inWords(counts.rejected, rejectReasons),
		excluded: inWords(counts.excluded, exclusionReasons),
		mapping: Object.fromEntries(
			Object.entries(mapping.fields).map(([field, columns]) => [field, columns.join(', ')]),
		),
		keptAsProperties: [...mapping.properties, ...counts.laterKeys],
		rejectedWritten: counts.rejectedWritten,
		notes: [...readingNotes, ...notesOnKeys(counts), ...notesOn(counts, mapping)],
	};
}

function inWords<Reason extends string>(
	counts: Readonly<Partial<Record<Reason, number>>>,
	words: Readonly<Record<Reason, string>>,
): Record<string, number> {
	const entries = Object.entries(counts) as [Reason, number][];
	return Object.fromEntries(entries.map(([reason, rows]) => [words[reason], rows]));
}

function notesOnKeys({ laterKeys }: ImportCounts): string[] {
	if (laterKeys.length === 0) return [];
	return [`Further on in the file rows have keys that its beginning does not have, kept as properties: ${laterKeys.join(', ')}`];
}

function notesOn(counts: ImportCounts, mapping: FileMapping): string[] {
	const notes: string[] = [];
	if (counts.resumedAfter > 0) {
		notes.push(`Went on behind the ${counts.resumedAfter} rows that an interrupted import of this file had read; the counts are of the rest`);
	}
	if (counts.refunds > 0) {
		notes.push(
			`${counts.refunds} rows have a negative amount: kept as returns, they lower what a customer spent and are no orders`,
		);
	}
	if (mapping.fields.revenue === undefined && mapping.fields.unitPrice !== undefined) {
		notes.push('Revenue is unit price times quantity');
	}
	if (mapping.fields.currency === undefined) notes.push(`Amounts are taken as ${mapping.currency}`);
	if (mapping.fields.receivedAt === undefined) {
		notes.push('History: every row counts as known from the moment it happened');
	}
	if (mapping.fields.name === undefined) {
		notes.push('No column names the event: rows with an amount are "Order Completed" or "Order Refunded"');
	}
	return notes;
}

/** "customerId from CustomerID, occurredAt from InvoiceDate, …" */
export function describeMapping(mapping: FileMapping): string {
	return Object.entries(mapping.fields)
		.map(([field, columns]) => `${field} from ${columns.join(' or ')}`)
		.join(', ');
}
