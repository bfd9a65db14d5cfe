import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLineSample } from './sampleLines';

/** Some whole records of a text, as a file of its own. */
export interface TextPart {
	readonly path: string;
	/** 0 for the first. */
	readonly index: number;
	/** Some of its lines, spread over all of it, as a file; where they were asked for. */
	readonly sample?: string;
	/** Bytes of the text up to the end of this part. */
	readonly end: number;
	/** Whether a quoted value goes over several lines. */
	readonly hasQuotedBreaks: boolean;
	remove(): Promise<void>;
}

export interface SplitOptions {
	readonly folder: string;
	/** Ends in this, such as ".csv". */
	readonly suffix: string;
	readonly partBytes: number;
	/** A line break inside double quotes is no end of a record: CSV. */
	readonly quotes: 'keepRecords' | 'ignore';
	/** Whether each part comes with some of its lines. */
	readonly sampled?: boolean;
	/** Parts that end up to here are passed over: their `path` holds nothing, except the first part's. */
	readonly from?: number;
}

/** A record that goes on for longer has a quote too many: it ends at the next line break all the same. */
const RECORD_BYTES_MAX = 8 << 20;
const QUOTE = 0x22;
const BREAK = 0x0a;

/**
 * Cuts a text into files of about `partBytes`, each of whole records. The same bytes are always cut at the same places, so
 * that an interrupted import can go on behind the last part it stored. At most one part lies ahead of the one in use.
 */
export async function* splitText(chunks: AsyncIterable<Buffer>, options: SplitOptions): AsyncGenerator<TextPart> {
	const scan = new RecordScan(options);
	let part = await openPart(options, { index: 0, start: 0 });
	try {
		for await (const chunk of chunks) {
			let rest = chunk;
			for (;;) {
				const cut = scan.findCut(rest, part.length());
				if (cut === undefined) break;
				await part.write(rest.subarray(0, cut));
				yield await part.finish(scan.takeQuotedBreaks());
				rest = rest.subarray(cut);
				part = await openPart(options, { index: part.index + 1, start: part.end() });
			}
			await part.write(rest);
		}
		if (part.length() > 0 || part.index === 0) yield await part.finish(scan.takeQuotedBreaks());
	} finally {
		await part.close();
	}
}

/** Where records end, byte by byte; knows only whether it is inside quotes. */
class RecordScan {
	private inside = false;
	private quotedBreaks = false;
	private readonly keepsRecords: boolean;
	private readonly partBytes: number;

	constructor({ quotes, partBytes }: SplitOptions) {
		this.keepsRecords = quotes === 'keepRecords';
		this.partBytes = partBytes;
	}

	/** Reads a chunk on; the place behind the record that fills the part, when it lies in this chunk: then the scan stops there. */
	findCut(chunk: Buffer, before: number): number | undefined {
		if (!this.keepsRecords) return this.findBreak(chunk, before);
		return this.inside || chunk.includes(QUOTE) ? this.findRecord(chunk, before) : this.findBreak(chunk, before);
	}

	private findBreak(chunk: Buffer, before: number): number | undefined {
		const found = chunk.indexOf(BREAK, Math.max(0, this.partBytes - before - 1));
		return found === -1 ? undefined : found + 1;
	}

	/** Locals in the loop over every byte: it runs on the thread of n8n, at about a gigabyte a second. */
	private findRecord(chunk: Buffer, before: number): number | undefined {
		const full = this.partBytes - before - 1;
		const tooLong = full + RECORD_BYTES_MAX;
		const length = chunk.length;
		let inside = this.inside;
		let cut: number | undefined;
		for (let index = 0; index < length; index += 1) {
			const byte = chunk[index];
			if (byte === QUOTE) inside = !inside;
			else if (byte === BREAK) {
				if (inside) this.quotedBreaks = true;
				if (inside ? index >= tooLong : index >= full) {
					cut = index + 1;
					break;
				}
			}
		}
		this.inside = inside && cut === undefined;
		return cut;
	}

	takeQuotedBreaks(): boolean {
		const had = this.quotedBreaks;
		this.quotedBreaks = false;
		return had;
	}
}

interface OpenPart {
	readonly index: number;
	length(): number;
	end(): number;
	write(bytes: Buffer): Promise<void>;
	finish(hasQuotedBreaks: boolean): Promise<TextPart>;
	/** Harmless once it is finished. */
	close(): Promise<void>;
}

async function openPart(
	{ folder, suffix, from, sampled }: SplitOptions,
	{ index, start }: { readonly index: number; readonly start: number },
): Promise<OpenPart> {
	const path = join(folder, `part-${index}${suffix}`);
	const isStored = start < (from ?? 0) && index > 0;
	const file = isStored ? undefined : await open(path, 'w');
	const sample = sampled === true && !isStored ? openLineSample() : undefined;
	const samplePath = `${path}.sample`;
	let length = 0;
	let isOpen = true;
	const close = async (): Promise<void> => {
		if (isOpen) await file?.close();
		isOpen = false;
	};
	return {
		index,
		length: () => length,
		end: () => start + length,
		write: async (bytes) => {
			length += bytes.length;
			sample?.take(bytes);
			await file?.writeFile(bytes);
		},
		finish: async (hasQuotedBreaks) => {
			await close();
			if (sample !== undefined) await writeFile(samplePath, sample.text());
			return {
				path,
				index,
				...(sample === undefined ? {} : { sample: samplePath }),
				end: start + length,
				hasQuotedBreaks,
				remove: async () => {
					await rm(path, { force: true });
					await rm(samplePath, { force: true });
				},
			};
		},
		close,
	};
}

/** Makes the next while the last is in use. */
export async function* oneAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
	try {
		let next = items.next();
		for (;;) {
			const { done, value } = await next;
			if (done === true) return;
			next = items.next();
			next.catch(() => undefined);
			yield value as Item;
		}
	} finally {
		await items.return(undefined);
	}
}
