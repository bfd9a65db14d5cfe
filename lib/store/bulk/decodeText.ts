import { createReadStream } from 'node:fs';
import { pipeline, Readable, type Duplex } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { InvalidInput, isCohortsError, ServiceUnavailable } from '../../core/errors';
import type { BulkInput } from '../types';

/** The bytes of an input as UTF-8 without a byte order mark, uncompressed. */
export interface DecodedText {
	readonly chunks: AsyncIterable<Buffer>;
	/** How the text was written, where it was not UTF-8. */
	readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
	/** Ends the reading early and frees what it holds. */
	close(): void;
}

/** Bytes looked at to tell a text that is not UTF-8. */
const SAMPLED_BYTES = 1 << 20;

/**
 * Opens an input and tells compression (gzip, zstd) and encoding by its first bytes, not by its name: spreadsheet programs
 * still write Windows-1252 and UTF-16. InvalidInput when it cannot be opened or is an archive of several files.
 */
export async function decodeText(input: BulkInput): Promise<DecodedText> {
	const raw = await openBytes(input);
	const plain = await uncompressed(raw, input.name);
	const head = await takeHead(plain.chunks, SAMPLED_BYTES);
	const encoding = encodingOf(head.bytes, head.isWhole);
	const chunks = encoding === 'utf-8' ? withoutMark(head.chunks) : transcoded(head.chunks, encoding);
	return { chunks, encoding, close: () => plain.close() };
}

/** The bytes as they are. InvalidInput when a path cannot be read. */
export async function openBytes({ name, path, open }: BulkInput): Promise<Readable> {
	if (path === undefined) {
		if (open === undefined) throw new InvalidInput(`"${name}" has neither a path nor bytes`);
		return await open();
	}
	const stream = createReadStream(path, { highWaterMark: 1 << 18 });
	await new Promise<void>((resolve, reject) => {
		stream.once('open', () => resolve());
		stream.once('error', (error) =>
			reject(new InvalidInput(`file "${path}" cannot be read: expected a file this n8n may open`, { cause: error })),
		);
	});
	return stream;
}

interface OpenStream {
	readonly chunks: AsyncIterable<Buffer>;
	close(): void;
}

async function uncompressed(raw: Readable, name: string): Promise<OpenStream> {
	const head = await takeHead(explained(raw, (cause) => brokenOff(name, cause)), 4);
	const packing = packingOf(head.bytes);
	if (packing === 'zip') {
		raw.destroy();
		throw new InvalidInput(`"${name}" is a zip archive: unpack it first, for example with n8n's Compression node; expected the file itself, also as .gz or .zst`);
	}
	if (packing === 'none') return { chunks: head.chunks, close: () => raw.destroy() };
	const unpack: Duplex = packing === 'gzip' ? createGunzip({ chunkSize: 1 << 18 }) : createZstdDecompress({ chunkSize: 1 << 18 });
	// A failure on either side reaches the reader through the error of the stream it reads.
	const unpacked = pipeline(Readable.from(head.chunks, { objectMode: false }), unpack, () => undefined);
	return { chunks: explained(unpacked, (cause) =>
			new InvalidInput(`"${name}" is damaged: it starts as ${packing} but cannot be unpacked to its end`, { cause })), close: () => raw.destroy() };
}

async function* explained(chunks: AsyncIterable<Buffer>, explain: (cause: unknown) => Error): AsyncGenerator<Buffer> {
	try {
		yield* chunks;
	} catch (error) {
		throw isCohortsError(error) ? error : explain(error);
	}
}

function brokenOff(name: string, cause: unknown): Error {
	return new ServiceUnavailable(`"${name}" broke off while it was read: the rows before are stored, and none is stored twice when it is imported again`, { cause });
}

function packingOf(bytes: Buffer): 'gzip' | 'zstd' | 'zip' | 'none' {
	if (bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
	if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
	if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50) return 'zip';
	return 'none';
}

interface Head {
	readonly bytes: Buffer;
	/** Whether the input has no more than these bytes. */
	readonly isWhole: boolean;
	/** The whole input, the bytes looked at included. */
	readonly chunks: AsyncIterable<Buffer>;
}

async function takeHead(source: AsyncIterable<unknown>, least: number): Promise<Head> {
	const chunks = source[Symbol.asyncIterator]();
	const taken: Buffer[] = [];
	let length = 0;
	let isWhole = false;
	while (length < least && !isWhole) {
		const next = await chunks.next();
		isWhole = next.done === true;
		if (next.done === true) break;
		const chunk = toBuffer(next.value);
		taken.push(chunk);
		length += chunk.length;
	}
	return { bytes: Buffer.concat(taken), isWhole, chunks: again(taken, chunks) };
}

async function* again(taken: readonly Buffer[], rest: AsyncIterator<unknown>): AsyncGenerator<Buffer> {
	try {
		yield* taken;
		for (;;) {
			const next = await rest.next();
			if (next.done === true) return;
			yield toBuffer(next.value);
		}
	} finally {
		await rest.return?.();
	}
}

function toBuffer(chunk: unknown): Buffer {
	return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array);
}

function encodingOf(bytes: Buffer, isWhole: boolean): DecodedText['encoding'] {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	try {
		// A character cut at the end of the sample is no fault.
		new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
		return 'utf-8';
	} catch {
		return isMostlyText(bytes) ? 'windows-1252' : 'utf-8';
	}
}

/** One bad byte in a megabyte of good UTF-8 is a broken line, not another encoding: Windows-1252 has no multi-byte letters at all. */
function isMostlyText(bytes: Buffer): boolean {
	const text = new TextDecoder('utf-8').decode(bytes);
	const broken = text.split('\ufffd').length - 1;
	const good = [...text.matchAll(/[\u0080-\ufffc\ufffe\uffff]|[\ud800-\udbff][\udc00-\udfff]/gu)].length;
	return broken > good;
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let isFirst = true;
	for await (const chunk of chunks) {
		const hasMark = isFirst && chunk.length >= 3 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
		isFirst = false;
		yield hasMark ? chunk.subarray(3) : chunk;
	}
}

async function* transcoded(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
	const decoder = new TextDecoder(encoding);
	for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
	yield Buffer.from(decoder.decode(), 'utf8');
}
