import { createRequire } from 'node:module';
import type { MessagePort } from 'node:worker_threads';
import { systemClock } from '../core/clock';
import { Defect } from '../core/errors';
import { packError, type PackedError } from './packedError';
import type { TaskControl } from './types';

/** What the pool sends to a worker thread. */
export interface TaskCall {
	/** Absolute path of the compiled module, without extension. */
	readonly module: string;
	readonly name: string;
	readonly input: unknown;
	/** Receives ProgressMessage values; absent when nobody listens. */
	readonly port?: MessagePort;
}

/** What a worker thread sends back. */
export type TaskAnswer =
	| { readonly ok: true; readonly value: unknown }
	| { readonly ok: false; readonly error: PackedError };

export interface ProgressMessage {
	readonly share: number;
	readonly sentence: string;
}

/** At most ten messages a second, so that progress never becomes work for the main thread. */
const PROGRESS_EVERY_MILLISECONDS = 100;

/** The entry of every worker thread: loads the task's module and runs the function of that name. */
export async function runTask({ module, name, input, port }: TaskCall): Promise<TaskAnswer> {
	try {
		const run = findFunction(module, name);
		return { ok: true, value: await run(input, { progress: reporterTo(port) }) };
	} catch (thrown) {
		return { ok: false, error: packError(thrown) };
	}
}

// Which module a task lies in is only known at run time.
const load = createRequire(__filename);

type TaskFunction = (input: unknown, control: TaskControl) => unknown;

function findFunction(module: string, name: string): TaskFunction {
	const exported = load(module) as Record<string, unknown>;
	const found = exported[name];
	if (typeof found === 'function') return found as TaskFunction;
	throw new Defect(`The task module ${module} does not export a function "${name}"`);
}

function reporterTo(port: MessagePort | undefined): TaskControl['progress'] {
	if (port === undefined) return () => undefined;
	let sentAt = -Infinity;
	return (share, sentence) => {
		const now = systemClock.now();
		if (share < 1 && now - sentAt < PROGRESS_EVERY_MILLISECONDS) return;
		sentAt = now;
		port.postMessage({ share, sentence } satisfies ProgressMessage);
	};
}
