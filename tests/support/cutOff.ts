import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** A way to a server over HTTP that can end at any request: what comes later does not arrive, as from a process that died. */
export interface CutOff {
	readonly url: string;
	/** Requests that arrived so far. */
	arrived(): number;
	/** So many more requests arrive. */
	letThrough(requests: number): void;
}

export async function openCutOff(target: string): Promise<CutOff> {
	let left = Number.POSITIVE_INFINITY;
	let arrived = 0;
	const server = createServer((request, response) => {
		if (left <= 0) {
			request.socket.destroy();
			return;
		}
		left -= 1;
		arrived += 1;
		pass(target, request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	const { port } = server.address() as { port: number };
	return {
		url: `http://127.0.0.1:${port}`,
		arrived: () => arrived,
		letThrough: (requests) => (left = requests),
	};
}

function pass(target: string, request: IncomingMessage, response: ServerResponse): void {
	const passed = ask(new URL(request.url ?? '/', target), { method: request.method, headers: request.headers }, (answer) => {
		response.writeHead(answer.statusCode ?? 500, answer.headers);
		answer.pipe(response);
	});
	passed.on('error', () => response.destroy());
	request.pipe(passed);
}
