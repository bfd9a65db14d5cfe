import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Defect, InvalidInput, ServiceUnavailable, SetupNeeded } from '../core/errors';
import { compiledLib } from './compiledLib';
import { unpackError } from './packedError';
import type { ProgressMessage, TaskAnswer, TaskCall } from './runTask';
import type { Compute, RunOptions, Task } from './types';

export interface ComputeOptions {
	/** Worker threads at most; one core stays free for n8n by default. */
	readonly threads?: number;
	/** Folder the task files lie below; the compiled `lib` by default. */
	readonly folder?: string;
	/** A worker without work ends after this long. */
	readonly idleMilliseconds?: number;
}

/**
 * JavaScript objects of one worker thread. Typed arrays lie outside of it: a task states what it needs,
 * and shared arrays exist once, however many threads read them.
 */
export const WORKER_HEAP_MEGABYTES = 512;

/**
 * Small, because a larger young generation can overshoot the limit of the old one at once: Node 24 then
 * aborts the whole process instead of ending the worker.
 */
const WORKER_YOUNG_MEGABYTES = 16;
const IDLE_MILLISECONDS = 30_000;
/**
 * Workers give way to n8n's main thread where cores are few. Only on Linux, where niceness belongs to the
 * thread; elsewhere it would slow the whole process down.
 */
const NICENESS = process.platform === 'linux' ? 10 : 0;

/**
 * A pool of worker threads. Threads start with the first task, keep no process alive, and end when idle.
 * A task that throws rejects with the same class of error; a cancelled one has its thread ended.
 */
export function openCompute(options: ComputeOptions = {}): Compute {
	const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
	if (!Number.isInteger(threads) || threads < 1) {
		throw new InvalidInput(`Threads is ${threads}: expected a whole number of at least 1`);
	}
	const folder = options.folder ?? compiledLib();
	const pool = openPool(threads, options.idleMilliseconds ?? IDLE_MILLISECONDS);
	let closed = false;
	return {
		threads,
		run: async (task, input, runOptions = {}) => {
			if (closed) throw new Defect(`Task ${nameOf(task)} was started after the worker pool was closed`);
			const module = requireCompiled(folder, task.file);
			try {
				return await runInPool(pool, { module, name: task.name, input }, runOptions);
			} catch (thrown) {
				throw closed ? closedWhile(task, thrown) : translate(task, thrown, runOptions.signal);
			}
		},
		close: async () => {
			closed = true;
			await pool.destroy();
		},
	};
}

function openPool(threads: number, idleTimeout: number): Piscina {
	return new Piscina({
		filename: `${join(compiledLib(), 'compute', 'runTask')}.js`,
		name: 'runTask',
		minThreads: 0,
		maxThreads: threads,
		idleTimeout,
		execArgv: [],
		niceIncrement: NICENESS,
		recordTiming: false,
		resourceLimits: {
			maxOldGenerationSizeMb: WORKER_HEAP_MEGABYTES,
			maxYoungGenerationSizeMb: WORKER_YOUNG_MEGABYTES,
		},
	});
}

/** Path without extension of a compiled module, after making sure that it and the worker's entry are there. */
function requireCompiled(folder: string, file: string): string {
	const module = join(folder, file);
	for (const needed of [`${join(compiledLib(), 'compute', 'runTask')}.js`, `${module}.js`]) {
		if (existsSync(needed)) continue;
		throw new SetupNeeded(`The compiled file ${needed} is missing: run "npm run build" first`);
	}
	return module;
}

async function runInPool<Output>(
	pool: Piscina,
	call: TaskCall,
	{ signal, onProgress }: RunOptions,
): Promise<Output> {
	signal?.throwIfAborted();
	const hearing = onProgress && listen(onProgress);
	try {
		const answer = (await pool.run(
			{ ...call, port: hearing?.port },
			{ signal, transferList: hearing ? [hearing.port] : [] },
		)) as TaskAnswer;
		if (!answer.ok) throw unpackError(answer.error);
		hearing?.deliverRest();
		return answer.value as Output;
	} finally {
		hearing?.close();
	}
}

interface Hearing {
	/** For the worker. */
	readonly port: MessagePort;
	/** Reports that were still under way when the result arrived. */
	deliverRest(): void;
	close(): void;
}

function listen(onProgress: NonNullable<RunOptions['onProgress']>): Hearing {
	const { port1, port2 } = new MessageChannel();
	const deliver = ({ share, sentence }: ProgressMessage): void => onProgress(share, sentence);
	port1.on('message', deliver);
	return {
		port: port2,
		deliverRest: () => {
			for (let left = receiveMessageOnPort(port1); left; left = receiveMessageOnPort(port1)) {
				deliver(left.message as ProgressMessage);
			}
		},
		close: () => port1.close(),
	};
}

function closedWhile(task: Task<never, unknown>, cause: unknown): Error {
	return new ServiceUnavailable(`Task ${nameOf(task)} was stopped because the worker pool was closed`, {
		cause,
	});
}

/** Errors of the pool itself, named by what to do; errors of the task pass as they are. */
function translate(task: Task<never, unknown>, thrown: unknown, signal?: AbortSignal): unknown {
	if (signal?.aborted) return signal.reason;
	const code = (thrown as { code?: unknown }).code;
	if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
		return new InvalidInput(
			`Task ${nameOf(task)} needed more than the ${WORKER_HEAP_MEGABYTES} MB of a worker thread: ` +
				'give it fewer customers or features',
			{ cause: thrown },
		);
	}
	return thrown;
}

function nameOf({ file, name }: Task<never, unknown>): string {
	return `${file}:${name}`;
}
