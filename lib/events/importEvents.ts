import { InvalidInput } from '../core/errors';
import type { Engine } from '../engine';
import { rejectReasons, type FileFormat, type FileImport, type FileMapping, type ImportCounts } from '../store/types';
import { guessMapping, type MappingWishes } from './guessMapping';
import { markMachineRows } from './markMachineRows';
import { exclusionReasons } from './types';

export interface ImportRequest extends MappingWishes {
	readonly path: string;
	/** Told by the file's name when absent: .csv, .tsv, .txt, .ndjson, .jsonl, .json, .parquet, each also .gz. */
	readonly format?: FileFormat;
	/** What else the door does to the rows, after bots and machines are marked. */
	readonly screen?: FileImport['screen'];
}

export interface ImportSummary {
	readonly rows: number;
	readonly stored: number;
	/** Stored rows with negative revenue. */
	readonly refunds: number;
	/** Rows not stored, by a reason in plain words; stored + rejected = rows. */
	readonly rejected: Readonly<Record<string, number>>;
	/** Stored rows that are no behaviour and that features leave out, by a reason in plain words. */
	readonly excluded: Readonly<Record<string, number>>;
	/** Which column was read as what. */
	readonly mapping: Readonly<Record<string, string>>;
	readonly keptAsProperties: readonly string[];
	/** What to know about this import, in sentences. */
	readonly notes: readonly string[];
}

/** Loads history from a file: mapped, screened, stored once each, in one transaction and bounded memory. */
export async function importEvents(engine: Engine, request: ImportRequest): Promise<ImportSummary> {
	const format = request.format ?? formatOf(request.path);
	const columns = await engine.store.files.columns(request.path, format);
	const mapping = guessMapping(columns, request);
	engine.notify.progress(`Importing ${request.path}: ${describeMapping(mapping)}`);
	const counts = await engine.store.files.importEvents(request.path, format, {
		mapping,
		now: engine.clock.now(),
		accept: (outcome) => requireTimes(outcome, mapping),
		screen: {
			...request.screen,
			apply: async (rows, session) => {
				const marked = await markMachineRows(rows, session, columns);
				return (await request.screen?.apply(marked, session)) ?? marked;
			},
		},
	});
	return summarize(counts, mapping);
}

function formatOf(path: string): FileFormat {
	const name = path.toLowerCase().replace(/\.(gz|zst)$/, '');
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

function summarize(counts: ImportCounts, mapping: FileMapping): ImportSummary {
	return {
		rows: counts.rows,
		stored: counts.stored,
		refunds: counts.refunds,
		rejected: inWords(counts.rejected, rejectReasons),
		excluded: inWords(counts.excluded, exclusionReasons),
		mapping: Object.fromEntries(
			Object.entries(mapping.fields).map(([field, columns]) => [field, columns.join(', ')]),
		),
		keptAsProperties: mapping.properties,
		notes: notesOn(counts, mapping),
	};
}

function inWords<Reason extends string>(
	counts: Readonly<Partial<Record<Reason, number>>>,
	words: Readonly<Record<Reason, string>>,
): Record<string, number> {
	const entries = Object.entries(counts) as [Reason, number][];
	return Object.fromEntries(entries.map(([reason, rows]) => [words[reason], rows]));
}

function notesOn(counts: ImportCounts, mapping: FileMapping): string[] {
	const notes: string[] = [];
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
