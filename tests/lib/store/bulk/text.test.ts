import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../lib/store/bulk/decodeText';
import { oneAhead, splitText, type SplitOptions } from '../../../../lib/store/bulk/splitText';
import { temporaryFolder } from '../../../support/openTestStore';

async function decoded(bytes: Buffer, chunkBytes = 7): Promise<{ text: string; encoding: string }> {
	const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
		bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
	);
	const text = await decodeText({ name: 'a', format: 'csv', open: async () => await Promise.resolve(Readable.from(chunks)) });
	const read: Buffer[] = [];
	for await (const chunk of text.chunks) read.push(chunk);
	return { text: Buffer.concat(read).toString('utf8'), encoding: text.encoding };
}

describe('text of any origin', () => {
	const written = 'name,city\nZoë,Łódź\nÉmile,東京\n';

	test('gzip and zstd are told by their first bytes, and a byte order mark is no letter', async () => {
		for (const bytes of [
			Buffer.from(written),
			gzipSync(written),
			zstdCompressSync(Buffer.from(written)),
			Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(written)]),
		]) {
			expect(await decoded(bytes)).toEqual({ text: written, encoding: 'utf-8' });
		}
		expect(await decoded(Buffer.alloc(0))).toEqual({ text: '', encoding: 'utf-8' });
	});

	test('what spreadsheet programs write is read: UTF-16 with its mark, and Windows-1252', async () => {
		const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(written, 'utf16le')]);
		expect(await decoded(utf16)).toEqual({ text: written, encoding: 'utf-16le' });
		expect(await decoded(Buffer.from(utf16).swap16())).toEqual({ text: written, encoding: 'utf-16be' });
		// 0x80 is the euro sign in Windows-1252, 0xeb is ë.
		const windows = Buffer.from([0x5a, 0x6f, 0xeb, 0x2c, 0x80, 0x0a]);
		expect(await decoded(windows)).toEqual({ text: 'Zoë,€\n', encoding: 'windows-1252' });
	});

	test('one broken letter in good UTF-8 stays one broken line', async () => {
		const bytes = Buffer.concat([Buffer.from(written), Buffer.from([0x61, 0xff, 0x0a])]);
		expect((await decoded(bytes)).encoding).toBe('utf-8');
	});

	test('a zip archive and a damaged file say so', async () => {
		await expect(decoded(Buffer.from('PK\u0003\u0004rest'))).rejects.toThrow(/zip archive: unpack it first/);
		await expect(decoded(gzipSync(written.repeat(1000)).subarray(0, 60))).rejects.toThrow(/is damaged/);
	});
});

async function split(text: string, options: Pick<SplitOptions, 'partBytes' | 'quotes' | 'from'>, chunkBytes: number) {
	const folder = await temporaryFolder();
	const bytes = Buffer.from(text);
	const chunks = (async function* () {
		for (let start = 0; start < bytes.length; start += chunkBytes) {
			yield await Promise.resolve(bytes.subarray(start, start + chunkBytes));
		}
	})();
	const parts: { text: string; end: number; hasQuotedBreaks: boolean }[] = [];
	for await (const part of oneAhead(splitText(chunks, { folder, suffix: '.txt', ...options }))) {
		parts.push({ text: await readFile(part.path, 'utf8').catch(() => '-'), end: part.end, hasQuotedBreaks: part.hasQuotedBreaks });
		await part.remove();
	}
	return parts;
}

describe('parts of a text', () => {
	const cell = fc.string({ unit: fc.constantFrom('a', 'ß', ',', '"', '\n', ' ') });
	const records = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 30 });
	const csv = (rows: readonly (readonly string[])[]): string =>
		rows.map((row) => `${row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\n`).join('');

	test('are whole records, in order, without loss, wherever the bytes come apart', async () => {
		await fc.assert(
			fc.asyncProperty(records, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }), async (rows, partBytes, chunkBytes) => {
				const lines = rows.map((row) => csv([row]));
				const parts = await split(lines.join(''), { partBytes, quotes: 'keepRecords' }, chunkBytes);
				expect(parts.map(({ text }) => text).join('')).toBe(lines.join(''));
				const ends = new Set<number>([0]);
				let length = 0;
				for (const line of lines) ends.add((length += Buffer.byteLength(line)));
				for (const { end } of parts) expect(ends.has(end)).toBe(true);
				for (const { text } of parts.slice(0, -1)) expect(Buffer.byteLength(text)).toBeGreaterThanOrEqual(partBytes);
			}),
			{ numRuns: process.env.COHORTS_DEEP === '1' ? 20_000 : 200, seed: 1 },
		);
	}, 600_000);

	test('behind a place are the same as without it, and those before it are not written', async () => {
		const text = Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join('');
		const all = await split(text, { partBytes: 90, quotes: 'ignore' }, 17);
		const from = all[4].end;
		const rest = await split(text, { partBytes: 90, quotes: 'ignore', from }, 23);
		expect(rest.map(({ end }) => end)).toEqual(all.map(({ end }) => end));
		expect(rest.slice(5)).toEqual(all.slice(5));
		expect(rest.slice(1, 5).map((part) => part.text)).toEqual(['-', '-', '-', '-']);
		expect(rest[0]).toEqual(all[0]); // Its columns are learned from it.
	});

	test('tell whether a quoted value goes over several lines', async () => {
		const parts = await split('a,"b\nc"\nd,"e"\n', { partBytes: 5, quotes: 'keepRecords' }, 100);
		expect(parts.map(({ hasQuotedBreaks }) => hasQuotedBreaks)).toEqual([true, false]);
	});

	test('a quote too many does not make one part of all the rest', async () => {
		const row = `${'x'.repeat(999)}\n`;
		const parts = await split(`5" screen,1\n${row.repeat(20_000)}`, { partBytes: 1 << 20, quotes: 'keepRecords' }, 1 << 16);
		expect(parts.length).toBeGreaterThan(2);
		for (const { text } of parts) expect(text.length).toBeLessThan((9 << 20) + 1000);
		expect(parts.reduce((sum, { text }) => sum + text.length, 0)).toBe(12 + 20_000_000);
	});
});
