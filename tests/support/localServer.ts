import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { ServiceUnavailable } from '../../lib/core/errors';
import type { Request } from '../../lib/engine';

export interface SeenRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** What the server does with a request; `hangUp` breaks the connection without an answer. */
export type Reply =
	| { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
	| 'hangUp';

/** A real HTTP server on this machine, closed when the test ends. */
export async function openLocalServer(
	reply: (seen: SeenRequest, count: number) => Reply | Promise<Reply>,
): Promise<{ readonly url: string; readonly seen: readonly SeenRequest[] }> {
	const seen: SeenRequest[] = [];
	const server = createServer((incoming, outgoing) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const { method = '', url = '', headers } = incoming;
			const request = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
			seen.push(request);
			void Promise.resolve(reply(request, seen.length)).then((answer) => {
				if (answer === 'hangUp') return incoming.socket.destroy();
				outgoing.writeHead(answer.status, answer.headers ?? {});
				return outgoing.end(answer.body ?? '');
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** The engine's network over real connections, as n8n's helper behaves: any status resolves. */
export const realRequest: Request = async ({ method, url, headers, body, timeoutSeconds = 5, signal }) => {
	const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
	const response = await fetch(url, {
		method,
		headers: { ...headers, Connection: 'close' },
		body,
		redirect: 'manual',
		signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
	}).catch((error: unknown) => {
		throw new ServiceUnavailable(`no answer from ${new URL(url).host}`, { cause: error });
	});
	return {
		status: response.status,
		headers: Object.fromEntries(response.headers),
		body: await response.text(),
	};
};
