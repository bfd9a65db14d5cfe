import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeBody } from '../../../lib/events/decodeBody';
import type { SentRequest } from '../../../lib/events/types';

const event = { event: 'A', note: 'ä + ü' };
const base64 = Buffer.from(JSON.stringify(event)).toString('base64');

async function decode(body: string | Buffer, parts: Partial<SentRequest> = {}): Promise<unknown> {
	return await decodeBody({ method: 'POST', path: '', query: {}, headers: {}, body: Buffer.from(body as string), ...parts });
}

describe('a body is understood', () => {
	test.each([
		['as JSON', JSON.stringify(event)],
		['as JSON with a byte order mark', `\uFEFF${JSON.stringify(event)}`],
		['gzipped without saying so', gzipSync(JSON.stringify(event))],
		['as a form with Base64', `data=${encodeURIComponent(base64)}`],
		['as a form whose plus signs became spaces', `data=${base64.replaceAll('+', ' ')}&ip=1`],
		['as a form with JSON', `ip=1&data=${encodeURIComponent(JSON.stringify(event))}`],
		['as a form with gzip in Base64', `data=${encodeURIComponent(gzipSync(JSON.stringify(event)).toString('base64'))}`],
	])('%s', async (_title, body) => {
		expect(await decode(body)).toEqual(event);
	});

	test('in the address, and as Base64 where the address says so', async () => {
		expect(await decode('', { method: 'GET', query: { data: base64 } })).toEqual(event);
		expect(await decode(base64, { query: { compression: 'base64' } })).toEqual(event);
	});

	test('as lines of JSON, whatever ends the lines', async () => {
		expect(await decode(`${JSON.stringify(event)}\r\n\r\n{"b":2}\n`)).toEqual([event, { b: 2 }]);
	});

	test('as nothing, where nothing was sent: a question has no body', async () => {
		expect(await decode('')).toBeUndefined();
	});
});

describe('a body is refused', () => {
	test.each([
		['that is no JSON', 'hello', 'The body is not JSON'],
		['in which a line was cut short: some events are missing', '{"a":1}\n{"a":', 'The body is not JSON'],
		['that is broken gzip', gzipSync('{}').subarray(0, 12), 'the gzipped body cannot be unfolded'],
		['that unfolds without end', gzipSync(Buffer.alloc(33 * 1024 * 1024, ' ')), 'at most 32 MB'],
		['that nests without end', `${'['.repeat(101)}${']'.repeat(101)}`, 'nests more than 100 levels'],
	])('%s', async (_title, body, sentence) => {
		await expect(decode(body)).rejects.toThrow(sentence);
	});

	test('but not one that nests as deep as events do', async () => {
		expect(await decode(`${'['.repeat(100)}${']'.repeat(100)}`)).toHaveLength(1);
	});
});
