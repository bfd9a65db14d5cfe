import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

export interface Target {
	readonly port: number;
	/** With its leading slash. */
	readonly path: string;
}

export interface LoadOptions {
	/** Connections that each send the next request when the last was answered. */
	readonly clients: number;
	readonly seconds: number;
	/** Body of each request; a new one each time, or the second would be a duplicate. */
	readonly body: (count: number) => string;
	/** All clients together, evenly; absent: as fast as answers come. */
	readonly perSecond?: number;
}

export interface Load {
	readonly requestsPerSecond: number;
	/** Milliseconds from sending to the last byte of the answer. */
	readonly median: number;
	readonly p99: number;
	readonly requests: number;
}

/**
 * Sends POST requests over plain sockets, because a comfortable HTTP client would cost more than the server it
 * measures. Throws on any answer but 200.
 */
export async function load(target: Target, options: LoadOptions): Promise<Load> {
	const times: number[] = [];
	const counter = { next: 0 };
	const started = performance.now();
	const until = started + options.seconds * 1000;
	const clients = Array.from({ length: options.clients }, async (_, index) => {
		const socket = connect(target.port, '127.0.0.1').setNoDelay(true);
		await once(socket, 'connect');
		const gap = options.perSecond === undefined ? 0 : (options.clients / options.perSecond) * 1000;
		for (let turn = index / options.clients; performance.now() < until; turn += 1) {
			const wait = gap === 0 ? 0 : started + turn * gap - performance.now();
			if (wait > 0) await pause(wait);
			const sent = performance.now();
			await exchange(socket, requestText(target, options.body(counter.next++)));
			times.push(performance.now() - sent);
		}
		socket.destroy();
	});
	await Promise.all(clients);
	const seconds = (performance.now() - started) / 1000;
	times.sort((left, right) => left - right);
	const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))];
	return { requestsPerSecond: times.length / seconds, median: at(0.5), p99: at(0.99), requests: times.length };
}

function requestText({ port, path }: Target, body: string): string {
	return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function exchange(socket: Socket, request: string): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		let text = '';
		const onData = (chunk: Buffer): void => {
			text += chunk.toString('latin1');
			if (!isWhole(text)) return;
			done();
			if (text.startsWith('HTTP/1.1 200')) resolve();
			else reject(new Error(`the answer was ${text.slice(0, 300)}`));
		};
		const onError = (error: Error): void => {
			done();
			reject(error);
		};
		const onClose = (): void => onError(new Error('the connection was closed before the answer'));
		const done = (): void => {
			socket.off('data', onData).off('error', onError).off('close', onClose);
		};
		socket.on('data', onData).on('error', onError).on('close', onClose);
		socket.write(request);
	});
}

function isWhole(text: string): boolean {
	const end = text.indexOf('\r\n\r\n');
	if (end < 0) return false;
	const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end));
	if (length === null) return text.endsWith('0\r\n\r\n');
	return text.length - end - 4 >= Number(length[1]);
}
