import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from '../../support/databases/startPostgres';
import { aptInstall } from './aptInstall';

/** A real Redis of this test's own, which keeps nothing on the disk; its port. */
export async function startRedis(): Promise<number> {
	if (!isInstalled()) aptInstall(['redis-server'], 'This test needs Redis: install redis-server');
	const port = await freePort();
	const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
	onTestFinished(async () => {
		const ended = once(server, 'exit');
		server.kill('SIGTERM');
		await ended;
	});
	for (let attempt = 0; attempt < 100; attempt += 1) {
		if (await answers(port)) return port;
		await pause(50);
	}
	throw new Error('Redis did not start');
}

function isInstalled(): boolean {
	try {
		execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

async function answers(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	const opened = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
	socket.destroy();
	return opened;
}
