import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

export interface Child {
	readonly process: ChildProcessByStdio<Writable, Readable, null>;
	/** Lines it printed, the last one whole. */
	lines(): string[];
	/** Resolves when it has printed such a line. */
	printed(line: RegExp): Promise<void>;
	/** Resolves with all lines when it has ended by itself without an error. */
	ended(): Promise<string[]>;
	/** Ends it as a power cut would; resolves with all lines. */
	kill(): Promise<string[]>;
}

/** A process of its own that runs a script of this folder. */
export function startChild(script: string, ...childArguments: string[]): Child {
	const path = join(__dirname, script);
	const child = spawn(process.execPath, [path, ...childArguments], { stdio: ['pipe', 'pipe', 'inherit'] });
	const closed = once(child, 'close');
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
	const lines = (): string[] => text.split('\n').slice(0, -1);
	return {
		process: child,
		lines,
		printed: async (line) => {
			while (!lines().some((one) => line.test(one))) {
				if (child.exitCode !== null) throw new Error(`${script} ended before it printed ${String(line)}`);
				await wait(5);
			}
		},
		ended: async () => {
			const [code] = (await closed) as [number | null];
			if (code !== 0) throw new Error(`${script} ended with ${code}`);
			return lines();
		},
		kill: async () => {
			child.kill('SIGKILL');
			await closed;
			return lines();
		},
	};
}
