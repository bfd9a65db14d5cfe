import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidInput } from '../../../core/errors';
import { decodeText, openBytes, type DecodedText } from '../../bulk/decodeText';
import { oneAhead, splitText, type TextPart } from '../../bulk/splitText';
import { sql } from '../../../sql/sql';
import type { BulkInput, Session } from '../../types';
import { csvLayout, csvRows, furtherKeys, jsonLayout, jsonRows, literal, parquetLayout, parquetRows, sniffCsv, unreadableJson } from './layouts';
import type { Layout, Part, PartReader } from './types';

/**
 * What is imported at once: bounds the memory, the disk for parts, and the time other statements wait. Half a million to a
 * million rows, which fill the engine's threads; JSON repeats its keys. Rows of Parquet are eight of the groups an engine works on at once.
 */
const PART_BYTES = { csv: 64 << 20, json: 160 << 20 } as const;
const PART_ROWS = 8 * 122_880;

export interface OpenRequest {
	readonly input: BulkInput;
	readonly session: Session;
	/** Empty and the reader's own; removed by the caller. */
	readonly folder: string;
	/** Bytes of a part of text; for tests. */
	readonly partBytes?: number;
}

export async function openParts(request: OpenRequest): Promise<PartReader> {
	return await openers[request.input.format](request);
}

const openers = { csv: openCsv, ndjson: openJson, parquet: openParquet } as const;

async function openCsv(request: OpenRequest): Promise<PartReader> {
	const text = await decodeText(request.input);
	const opened = await openFirst(request, { text, chunks: text.chunks, suffix: '.csv', partBytes: PART_BYTES.csv, quotes: 'keepRecords' });
	const dialect = await explain(request, () => sniffCsv(request.session, opened.first.path));
	const layout = csvLayout(dialect);
	const toPart = (part: TextPart): Part => ({
		rows: () => csvRows(part.path, dialect, { isFirst: part.index === 0, hasQuotedBreaks: part.hasQuotedBreaks }),
		end: part.end,
		unreadable: sql`(select distinct line as place, csv_line as unreadable_line from reject_errors)`,
		unreadableAreRows: false,
		remove: async (session) => {
			await session.execute(sql`drop table if exists reject_errors`);
			await session.execute(sql`drop table if exists reject_scans`);
			await part.remove();
		},
	});
	return { ...opened.reader(toPart), layout, notes: notesOn(text) };
}

async function openJson(request: OpenRequest): Promise<PartReader> {
	const text = await decodeText(request.input);
	const chunks = await explain(request, () => asLines(request, text));
	const opened = await openFirst(request, { text, chunks, suffix: '.ndjson', partBytes: PART_BYTES.json, quotes: 'ignore', sampled: true });
	const layout = await explain(request, () => jsonLayout(request.session, opened.first));
	let latest = layout;
	const toPart = (part: TextPart): Part => ({
		rows: (known) => jsonRows(part.path, known),
		layout: async (session) => {
			if (part.index > 0 && part.sample !== undefined) latest = await furtherKeys(session, latest, part.sample);
			return latest;
		},
		end: part.end,
		unreadable: unreadableJson(part.path),
		unreadableAreRows: true,
		remove: async () => await part.remove(),
	});
	return { ...opened.reader(toPart), layout, notes: notesOn(text) };
}

interface TextStart {
	readonly partBytes: number;
	readonly text: DecodedText;
	readonly chunks: AsyncIterable<Buffer>;
	readonly suffix: string;
	readonly quotes: 'keepRecords' | 'ignore';
	readonly sampled?: boolean;
}

interface OpenedText {
	readonly first: TextPart;
	reader(toPart: (part: TextPart) => Part): Pick<PartReader, 'parts' | 'close'>;
}

/** Cuts off the first part, to look at; the others are cut when the import asks for them. */
async function openFirst(request: OpenRequest, { text, chunks, ...cut }: TextStart): Promise<OpenedText> {
	const options = { folder: request.folder, ...cut, partBytes: request.partBytes ?? cut.partBytes, from: 0 };
	const split = splitText(chunks, options);
	const { value: first } = (await split.next()) as { value: TextPart };
	return {
		first,
		reader: (toPart) => ({
			parts: async function* (from) {
				options.from = from;
				if (first.end > from) yield toPart(first);
				for await (const part of oneAhead(split)) if (part.end > from) yield toPart(part);
			},
			close: async () => {
				text.close();
				await split.return(undefined).catch(() => undefined);
			},
		}),
	};
}

/** One JSON object a line; a list, however it is laid out, is written anew that way by the engine. */
async function asLines({ folder, session }: OpenRequest, text: DecodedText): Promise<AsyncIterable<Buffer>> {
	const chunks = text.chunks[Symbol.asyncIterator]();
	const head = await chunks.next();
	const all = (async function* () {
		if (head.done === true) return;
		yield head.value;
		for (;;) {
			const next = await chunks.next();
			if (next.done === true) return;
			yield next.value;
		}
	})();
	if (head.done === true || !/^\s*\[/.test(head.value.toString('latin1', 0, 1000))) return all;
	const list = join(folder, 'list.json');
	const lines = join(folder, 'list.ndjson');
	await pipeline(Readable.from(all, { objectMode: false }), createWriteStream(list));
	await session.execute(sql`copy (
			select json_extract(json, '$')::varchar as line from read_json_objects(${list}, format = 'array')
		) to ${literal(lines)} (format csv, header false, quote '', escape '', delimiter ${literal('\u0001')})`);
	return createReadStream(lines, { highWaterMark: 1 << 18 });
}

async function openParquet(request: OpenRequest): Promise<PartReader> {
	const { input, session } = request;
	const path = input.path ?? (await download(request));
	if (input.path !== undefined) (await openBytes(input)).destroy();
	const layout = await explain(request, () => parquetLayout(session, path));
	const [{ rows }] = await session.query<{ rows: number }>(sql`select count(*) as rows from read_parquet(${path})`);
	return {
		layout,
		notes: [],
		parts: async function* (from) {
			for (let start = from; start < rows; start += PART_ROWS) {
				const range = { from: start, to: Math.min(rows, start + PART_ROWS) };
				yield await Promise.resolve(parquetPart(path, layout, range));
			}
		},
		close: async () => await Promise.resolve(),
	};
}

function parquetPart(path: string, layout: Layout, range: { readonly from: number; readonly to: number }): Part {
	return {
		rows: () => parquetRows(path, layout, range),
		end: range.to,
		unreadableAreRows: false,
		remove: async () => await Promise.resolve(),
	};
}

async function download({ input, folder }: OpenRequest): Promise<string> {
	const path = join(folder, 'input.parquet');
	await pipeline(await openBytes(input), createWriteStream(path));
	return path;
}

const expected = {
	csv: 'a table with a header row, comma, semicolon or tab separated',
	ndjson: 'one JSON object a line, or a list of objects',
	parquet: 'a Parquet file',
} as const;

/** What the engine says of a broken file may quote it, so it is the cause and not the sentence. */
async function explain<Result>({ input }: OpenRequest, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof InvalidInput) throw error;
		throw new InvalidInput(`file "${input.name}" is not readable as ${input.format}: expected ${expected[input.format]}`, {
			cause: error,
		});
	}
}

function notesOn({ encoding }: DecodedText): string[] {
	return encoding === 'utf-8' ? [] : [`The text was ${encoding}, not UTF-8: read as such`];
}
