import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { SetupNeeded, type SentRequest, type SourceAnswer } from '../../lib';

export interface ListenerSettings {
	/** Address to listen on; only this machine unless the owner says otherwise. */
	readonly host: string;
	readonly port: number;
	/** Larger bodies are refused with 413, before and after they are unfolded. */
	readonly bytesMax: number;
}

/** What answers a request; `sender` is the address it came from. */
export type Answerer = (request: SentRequest, sender: string) => Promise<SourceAnswer>;

export interface Listener {
	/** The port it got, where 0 was asked for. */
	readonly port: number;
	/** Stops accepting, lets what is under way be answered, then resolves. */
	close(): Promise<void>;
}

/** Idle connections are kept this long, longer than proxies keep theirs, so that none is cut while it is reused. */
const KEEP_ALIVE_MILLISECONDS = 75_000;
/** A request that takes longer to arrive is given up. */
const REQUEST_MILLISECONDS = 30_000;

/** Longest that closing waits for requests under way. */
const CLOSING_MILLISECONDS = 10_000;

/** What a sender may use; a browser's OPTIONS is answered before. */
const methods: readonly SentRequest['method'][] = ['GET', 'HEAD', 'POST'];

const corsHeaders = {
	'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
	'access-control-allow-headers': 'authorization, content-type, content-encoding, x-write-key',
	'access-control-max-age': '86400',
} as const;

/** A small HTTP server beside n8n's own, for sites too busy for one workflow look-up a request. */
export async function openListener(settings: ListenerSettings, answer: Answerer): Promise<Listener> {
	const server = createServer((message, response) => {
		// A connection whose answer came after the closing began would be kept for the next request otherwise.
		response.on('close', () => setImmediate(() => server.listening || server.closeIdleConnections()));
		void respond(settings, answer, { message, response });
	});
	server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
	server.requestTimeout = REQUEST_MILLISECONDS;
	await listen(server, settings);
	const address = server.address();
	return {
		port: typeof address === 'object' && address !== null ? address.port : settings.port,
		close: async () => await close(server),
	};
}

async function listen(server: Server, { host, port }: ListenerSettings): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', (cause: NodeJS.ErrnoException) => {
			const why = cause.code === 'EADDRINUSE' ? 'another program or trigger listens there already' : (cause.code ?? 'unknown');
			reject(new SetupNeeded(`Port ${port} on ${host} cannot be opened: ${why}. Choose another Port`, { cause }));
		});
		server.listen(port, host, resolve);
	});
}

async function close(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		const giveUp = setTimeout(() => server.closeAllConnections(), CLOSING_MILLISECONDS);
		server.close(() => {
			clearTimeout(giveUp);
			resolve();
		});
		server.closeIdleConnections();
	});
}

interface Exchange {
	readonly message: IncomingMessage;
	readonly response: ServerResponse;
}

async function respond(settings: ListenerSettings, answer: Answerer, { message, response }: Exchange): Promise<void> {
	const origin = message.headers.origin;
	if (origin !== undefined) response.setHeader('access-control-allow-origin', origin).setHeader('vary', 'Origin');
	if (message.method === 'OPTIONS') return send(response, { status: 204, headers: corsHeaders, body: '' });
	const method = methods.find((known) => known === message.method);
	if (method === undefined) {
		return send(response, { status: 405, headers: { allow: 'GET, HEAD, POST, OPTIONS' }, body: '' });
	}
	const request = await readRequest(message, method, settings.bytesMax);
	if ('status' in request) return send(response, request);
	send(response, await answer(request, message.socket.remoteAddress ?? ''));
}

async function readRequest(
	message: IncomingMessage,
	method: SentRequest['method'],
	bytesMax: number,
): Promise<SentRequest | SourceAnswer> {
	// A base address that ends with a slash makes two of it, which would be read as the name of a host.
	const url = new URL((message.url ?? '/').replace(/^\/+/, '/'), 'http://listener');
	const body = await readBody(message, bytesMax);
	if (!Buffer.isBuffer(body)) return body;
	return {
		method,
		path: url.pathname.replace(/^\/+|\/+$/g, ''),
		query: Object.fromEntries(url.searchParams),
		headers: Object.fromEntries(
			Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
		),
		body,
	};
}

const tooLarge: SourceAnswer = {
	status: 413,
	headers: { connection: 'close' },
	body: { error: 'The body is too large: send events in smaller batches' },
};

async function readBody(message: IncomingMessage, bytesMax: number): Promise<Buffer | SourceAnswer> {
	if (Number(message.headers['content-length'] ?? 0) > bytesMax) return tooLarge;
	const chunks: Buffer[] = [];
	let bytes = 0;
	try {
		for await (const chunk of message as AsyncIterable<Buffer>) {
			bytes += chunk.length;
			if (bytes > bytesMax) return tooLarge;
			chunks.push(chunk);
		}
		return await unfold(Buffer.concat(chunks), message.headers['content-encoding'], bytesMax);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge;
		return { status: 400, body: { error: 'The body could not be read: expected JSON, also gzipped' } };
	}
}

const decompressors = {
	gzip: promisify(gunzip),
	deflate: promisify(inflate),
	br: promisify(brotliDecompress),
} as const;

async function unfold(body: Buffer, encoding: string | undefined, bytesMax: number): Promise<Buffer> {
	const decompress = decompressors[(encoding ?? '').toLowerCase() as keyof typeof decompressors];
	return decompress === undefined ? body : await decompress(body, { maxOutputLength: bytesMax });
}

function send(response: ServerResponse, { status, headers, body }: SourceAnswer): void {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
	response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...headers });
	response.end(text);
}
