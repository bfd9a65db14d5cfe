import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { SentRequest, SourceAnswer } from '../../lib';
import { openListener, type Answerer } from '../../nodes/CustomerEventTrigger/openListener';

async function listen(answer: Answerer, bytesMax = 1024): Promise<{ url: string; close: () => Promise<void> }> {
	const { port, close } = await openListener({ host: '127.0.0.1', port: 0, bytesMax }, answer);
	onTestFinished(close);
	return { url: `http://127.0.0.1:${port}`, close };
}

/** Answers with what it was asked. */
const echo: Answerer = async (request: SentRequest): Promise<SourceAnswer> =>
	await Promise.resolve({ status: 200, body: { ...request, body: request.body.toString() } });

test('a request arrives with its path, query, headers and bytes, whichever way it was compressed', async () => {
	const { url } = await listen(echo);
	const response = await fetch(`${url}/i/v0/e/?ip=1`, {
		method: 'POST',
		headers: { 'content-encoding': 'gzip', 'X-Thing': 'A' },
		body: gzipSync('{"a":1}'),
	});
	expect(await response.json()).toMatchObject({
		method: 'POST',
		path: 'i/v0/e',
		query: { ip: '1' },
		headers: { 'x-thing': 'A' },
		body: '{"a":1}',
	});
});

test('two slashes at the front are one: a base address may end with a slash', async () => {
	const { url } = await listen(echo);
	expect(await (await fetch(`${url}//track?verbose=1`, { method: 'POST', body: '{}' })).json()).toMatchObject({ path: 'track', query: { verbose: '1' } });
});

test('a browser on another site may send: the question before and the answer itself name its origin', async () => {
	const { url } = await listen(echo);
	const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
	const question = await fetch(url, { method: 'OPTIONS', headers });
	expect(question.status).toBe(204);
	expect(question.headers.get('access-control-allow-headers')).toContain('content-type');
	const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
	expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
});

test('a body beyond the limit is answered 413, announced or not, and so is a small one that unfolds beyond it', async () => {
	const { url } = await listen(echo);
	const long = 'x'.repeat(2000);
	const announced = await fetch(url, { method: 'POST', body: long });
	const stream = new ReadableStream({ start: (to) => (to.enqueue(Buffer.from(long)), to.close()) });
	const streamed = await fetch(url, { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
	const folded = await fetch(url, { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: gzipSync(long) });
	expect([announced.status, streamed.status, folded.status]).toEqual([413, 413, 413]);
});

test('a HEAD, by which senders check an address, gets the status and no body', async () => {
	const asked: string[] = [];
	const { url } = await listen(async (request) => {
		asked.push(request.method);
		return await Promise.resolve({ status: 200, body: 'not sent' });
	});
	const response = await fetch(`${url}/`, { method: 'HEAD' });
	expect([response.status, await response.text(), asked]).toEqual([200, '', ['HEAD']]);
});

test('what is not GET, HEAD or POST is answered 405, and broken compression 400', async () => {
	const { url } = await listen(echo);
	expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
	const broken = await fetch(url, { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: 'no gzip' });
	expect(broken.status).toBe(400);
});

test('closing waits for what is under way, and the port is free afterwards', async () => {
	let finish: () => void = () => undefined;
	const held = new Promise<void>((resolve) => (finish = resolve));
	const { url, close } = await listen(async () => {
		await held;
		return { status: 200, body: 'done' };
	});
	const answer = fetch(url, { method: 'POST', body: '{}' });
	await new Promise((resolve) => setTimeout(resolve, 50));
	const closing = close();
	finish();
	expect(await (await answer).text()).toBe('done');
	await closing;
	await expect(fetch(url)).rejects.toThrow();
});

test('a port that is taken says so and names what to change', async () => {
	const other = createServer().listen(0, '127.0.0.1');
	onTestFinished(() => void other.close());
	await new Promise((resolve) => other.once('listening', resolve));
	const { port } = other.address() as AddressInfo;
	const opening = openListener({ host: '127.0.0.1', port, bytesMax: 1 }, echo);
	await expect(opening).rejects.toThrow(`Port ${port} on 127.0.0.1 cannot be opened: another program or trigger listens there already. Choose another Port`);
});
