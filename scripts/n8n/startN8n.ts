import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePorts, n8nEnvironment, type Environment } from './environment';
import type { InstalledN8n } from './install';
import { openRest, type Login, type RestClient } from './rest';

const run = promisify(execFile);

export interface StartOptions {
	readonly userFolder: string;
	/** Imported before the start by n8n's command line, replacing those with the same id. */
	readonly workflows?: ReadonlyArray<{ readonly id: string }>;
	readonly credentials?: ReadonlyArray<{ readonly id: string; readonly name: string; readonly type: string; readonly data: unknown }>;
	/** Further environment variables for n8n, N8N_PORT for example. */
	readonly environment?: Environment;
}

export interface RunningN8n {
	/** Address of the editor, without a slash at the end. */
	readonly url: string;
	readonly login: Login;
	readonly rest: RestClient;
	readonly userFolder: string;
	/** Starts a worker beside it (queue mode); ready when this returns, ended by `stop`. */
	startWorker(): Promise<void>;
	/** Everything n8n and its workers printed so far. */
	logs(): string;
	/** Asks n8n to end, waits until it has, and after 30 s ends it by force. */
	stop(): Promise<void>;
	/** Ends n8n as a power cut would; resolves when the process is gone. */
	kill(): Promise<void>;
}

/** Starts a whole n8n on 127.0.0.1 with an owner who can log in; ready and logged in when this returns. */
export async function startN8n(n8n: InstalledN8n, options: StartOptions): Promise<RunningN8n> {
	const { userFolder, workflows = [], credentials = [] } = options;
	const login = { email: 'owner@cohorts.example', password: `Cohorts-${randomBytes(6).toString('hex')}` };
	const environment = { ...(await n8nEnvironment(n8n, { userFolder, login })), ...options.environment };
	const place = { n8n, environment, userFolder };
	await mkdir(userFolder, { recursive: true });
	await importEntities(place, 'credentials', credentials);
	await importEntities(place, 'workflow', workflows);
	const server = spawn(n8n.node, [n8n.program, 'start'], { cwd: userFolder, env: environment });
	const workers: ChildProcess[] = [];
	const outputs = [collectOutput(server)];
	const logs = () => outputs.map((read) => read()).join('');
	const stop = async () => {
		await Promise.all(workers.map(end));
		await end(server);
	};
	const startWorker = async () => {
		const worker = await spawnWorker(place);
		workers.push(worker.process);
		outputs.push(worker.output);
	};
	const kill = async () => {
		const ended = once(server, 'exit');
		server.kill('SIGKILL');
		await ended;
	};
	process.once('exit', () => server.kill('SIGKILL'));
	const url = `http://127.0.0.1:${environment.N8N_PORT}`;
	try {
		await waitUntilReady(url, server);
		return { url, login, rest: await openRest(url, login), userFolder, startWorker, logs, stop, kill };
	} catch (error) {
		await stop();
		throw new Error(`n8n did not start: ${(error as Error).message}\n${tail(logs())}`, { cause: error });
	}
}

/** A worker takes executions from the queue that the environment names; it says when it is ready. */
async function spawnWorker({ n8n, environment, userFolder }: Place): Promise<{ process: ChildProcess; output: () => string }> {
	const [brokerPort, healthPort] = await freePorts(2);
	const ports = { N8N_RUNNERS_BROKER_PORT: String(brokerPort), QUEUE_HEALTH_CHECK_PORT: String(healthPort) };
	const worker = spawn(n8n.node, [n8n.program, 'worker', '--concurrency=5'], { cwd: userFolder, env: { ...environment, ...ports } });
	const output = collectOutput(worker);
	process.once('exit', () => worker.kill('SIGKILL'));
	for (let waited = 0; waited < 120_000; waited += 250) {
		if (output().includes('is now ready')) return { process: worker, output };
		if (worker.exitCode !== null) break;
		await pause(250);
	}
	await end(worker);
	throw new Error(`the worker did not start:\n${tail(output())}`);
}

interface Place {
	readonly n8n: InstalledN8n;
	readonly environment: Environment;
	readonly userFolder: string;
}

async function importEntities(
	{ n8n, environment, userFolder }: Place,
	kind: 'credentials' | 'workflow',
	entities: readonly unknown[],
): Promise<void> {
	if (entities.length === 0) return;
	const file = join(userFolder, `import-${kind}.json`);
	await writeFile(file, JSON.stringify(entities), { mode: 0o600 });
	try {
		const parameters = [n8n.program, `import:${kind}`, `--input=${file}`];
		await run(n8n.node, parameters, { cwd: userFolder, env: environment, maxBuffer: 2 ** 24 });
	} catch (error) {
		const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
		throw new Error(`n8n import:${kind} failed:\n${tail(stdout + stderr)}`, { cause: error });
	} finally {
		await rm(file);
	}
}

/** n8n answers readiness when its database is migrated; the login follows within a second. */
async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
	const deadline = Date.now() + 120_000;
	while (Date.now() < deadline) {
		if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`);
		const paths = ['/healthz/readiness', '/rest/settings'];
		const answers = await Promise.all(
			paths.map((path) => fetch(url + path).then((answer) => answer.ok, () => false)),
		);
		if (answers.every(Boolean)) return;
		await pause(250);
	}
	throw new Error('it was not ready after 120 s');
}

async function end(server: ChildProcess): Promise<void> {
	if (server.exitCode !== null || server.signalCode !== null) return;
	const ended = once(server, 'exit');
	server.kill('SIGTERM');
	const force = setTimeout(() => server.kill('SIGKILL'), 30_000);
	await ended;
	clearTimeout(force);
}

function collectOutput(server: ChildProcess): () => string {
	const parts: string[] = [];
	for (const stream of [server.stdout, server.stderr]) {
		stream?.setEncoding('utf8').on('data', (part: string) => parts.push(part));
	}
	return () => parts.join('');
}

function tail(text: string): string {
	return text.trim().split('\n').slice(-25).join('\n');
}
