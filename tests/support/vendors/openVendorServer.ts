import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the model at the other end does with one call. */
export type VendorReply =
	| {
			readonly kind: 'answer';
			readonly text: string;
			readonly stop?: 'end' | 'length' | 'refusal';
			readonly inputTokens?: number;
			readonly outputTokens?: number;
	  }
	| {
			readonly kind: 'error';
			readonly status: number;
			/** The vendor's word for the cause; the usual one for the status unless given. */
			readonly code?: string;
			readonly message?: string;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** A 200 whose body is exactly this. */
	| { readonly kind: 'raw'; readonly body: string; readonly contentType?: string }
	/** The connection breaks without an answer. */
	| { readonly kind: 'hangUp' }
	/** Nothing is answered at all. */
	| { readonly kind: 'silence' };

/** One call, as the model reads it. */
export interface VendorCall {
	readonly system: string;
	readonly prompt: string;
	readonly model: string;
	readonly outputTokensMax: number;
	readonly schema: Readonly<Record<string, unknown>>;
	/** The whole body, for what the fields above leave out. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** `index` counts the calls from 0, retries included. */
export type VendorModel = (call: VendorCall, index: number) => VendorReply | Promise<VendorReply>;

export interface VendorServer {
	/** http://127.0.0.1:port */
	readonly url: string;
	readonly calls: readonly VendorCall[];
	close(): Promise<void>;
}

export interface VendorAnswer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string;
}

/** The vendor's dialect: how it reads a request and writes an answer. */
export interface VendorDialect {
	readonly path: string;
	/** The call, or the error the vendor would answer with. */
	read(request: IncomingMessage, body: string): VendorCall | VendorAnswer;
	write(call: VendorCall, reply: Extract<VendorReply, { kind: 'answer' | 'error' }>): VendorAnswer;
	notFound(): VendorAnswer;
}

export const TEST_KEY = 'test-key-0123456789';

/** A local server that speaks one vendor's dialect, with a canned model behind it. */
export async function openVendorServer(dialect: VendorDialect, model: VendorModel): Promise<VendorServer> {
	const calls: VendorCall[] = [];
	const server = createServer((request, response) => {
		void respond(request, response).catch((error: unknown) => {
			response.writeHead(500).end(String(error));
		});
	});
	async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const body = await readBody(request);
		if (request.method !== 'POST' || request.url !== dialect.path) {
			send(response, dialect.notFound());
			return;
		}
		const call = dialect.read(request, body);
		if ('status' in call) {
			send(response, call);
			return;
		}
		calls.push(call);
		const reply = await model(call, calls.length - 1);
		switch (reply.kind) {
			case 'hangUp':
				request.socket.destroy();
				return;
			case 'silence':
				return;
			case 'raw':
				response.writeHead(200, { 'content-type': reply.contentType ?? 'application/json' }).end(reply.body);
				return;
			default:
				send(response, dialect.write(call, reply));
		}
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		close: async () => await closeServer(server),
	};
}

function send(response: ServerResponse, answer: VendorAnswer): void {
	response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

async function closeServer(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** Objects both vendors refuse in strict mode: open ones, and ones with optional fields. */
export function looseObjectIn(schema: unknown, path = 'schema'): string | undefined {
	if (schema === null || typeof schema !== 'object') return undefined;
	const fields = schema as Record<string, unknown>;
	if (fields.type === 'object') {
		const names = Object.keys((fields.properties as Record<string, unknown> | undefined) ?? {});
		const required = Array.isArray(fields.required) ? (fields.required as unknown[]) : [];
		if (fields.additionalProperties !== false || names.some((name) => !required.includes(name))) return path;
	}
	for (const [name, inner] of Object.entries(fields)) {
		const loose = looseObjectIn(inner, `${path}.${name}`);
		if (loose) return loose;
	}
	return undefined;
}
