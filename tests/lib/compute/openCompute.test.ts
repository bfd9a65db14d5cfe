import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compiledLib } from '../../../lib/compute/compiledLib';
import { openCompute, type ComputeOptions } from '../../../lib/compute/openCompute';
import type { Compute, Task } from '../../../lib/compute/types';
import {
	Defect,
	InvalidInput,
	NotEnoughData,
	ServiceUnavailable,
	SetupNeeded,
} from '../../../lib/core/errors';

const folder = join(__dirname, 'tasks');

function openTestCompute(options: ComputeOptions = {}): Compute {
	const compute = openCompute({ folder, threads: 1, ...options });
	onTestFinished(async () => await compute.close());
	return compute;
}

function sampleTask<Input, Output>(name: string): Task<Input, Output> {
	return { file: 'sampleTasks', name };
}

const double = sampleTask<{ value: number }, { value: number }>('double');
const count = sampleTask<{ steps: number; pauseMilliseconds?: number }, number>('count');
const spin = sampleTask<{ started: Int32Array }, never>('spin');
const refuse = sampleTask<{ kind: string }, never>('refuse');

describe('a task', () => {
	test('runs in a worker thread and returns its output', async () => {
		const compute = openTestCompute();
		expect(await compute.run(double, { value: 21 })).toEqual({ value: 42 });
		expect(await compute.run(sampleTask('threadOf'), {})).toBeGreaterThan(0);
	});

	test('works on shared arrays in place', async () => {
		const shared = new Float32Array(new SharedArrayBuffer(12));
		await openTestCompute().run(sampleTask('addOne'), { shared });
		expect([...shared]).toEqual([1, 1, 1]);
	});

	test('waits for a free thread when there are more tasks than threads', async () => {
		const compute = openTestCompute({ threads: 2 });
		const answers = await Promise.all(
			Array.from({ length: 20 }, async (_, value) => await compute.run(double, { value })),
		);
		expect(answers.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, n) => n * 2));
	});
});

describe('progress', () => {
	test('arrives in order, ends with the last report, and is throttled', async () => {
		const heard: [number, string][] = [];
		const onProgress = (share: number, sentence: string) => heard.push([share, sentence]);
		await openTestCompute().run(count, { steps: 5000 }, { onProgress });
		expect(heard.at(-1)).toEqual([1, 'step 5000']);
		expect(heard.map(([share]) => share)).toEqual(heard.map(([share]) => share).sort((a, b) => a - b));
		expect(heard.length).toBeLessThan(100);
	});

	test('arrives while the task still runs', async () => {
		const compute = openTestCompute();
		let done = false;
		const during: number[] = [];
		await compute.run(
			count,
			{ steps: 6, pauseMilliseconds: 60 },
			{ onProgress: (share) => !done && during.push(share) },
		);
		done = true;
		expect(during.length).toBeGreaterThanOrEqual(2);
		expect(during[0]).toBeLessThan(1);
	});
});

describe('an error thrown in a task', () => {
	test.each([
		['InvalidInput', InvalidInput, 'fix-input'],
		['NotEnoughData', NotEnoughData, 'collect-more'],
		['ServiceUnavailable', ServiceUnavailable, 'retry'],
	])('of class %s comes back with its class and remedy', async (kind, Class, remedy) => {
		const error = await openTestCompute().run(refuse, { kind }).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(Class);
		expect(error).toMatchObject({ name: kind, remedy });
	});

	test('keeps its message, its cause and the stack of the worker', async () => {
		const error: Error = await openTestCompute().run(refuse, { kind: 'InvalidInput' }).catch((thrown) => thrown);
		expect(error.message).toBe('k is 0: expected 2 or more');
		expect(error.cause).toMatchObject({ name: 'RangeError', message: 'the reason below' });
		expect(error.stack).toContain('sampleTasks');
	});

	test('keeps when to retry', async () => {
		const run = openTestCompute().run(refuse, { kind: 'ServiceUnavailable' });
		await expect(run).rejects.toMatchObject({ retryAfterSeconds: 7 });
	});

	test('that is not ours keeps its name and message', async () => {
		const compute = openTestCompute();
		await expect(compute.run(refuse, { kind: 'TypeError' })).rejects.toMatchObject({
			name: 'TypeError',
			message: 'not ours',
		});
		await expect(compute.run(refuse, { kind: 'a string' })).rejects.toThrow('a bare string');
	});

	test('leaves the thread fit for the next task', async () => {
		const compute = openTestCompute();
		await expect(compute.run(refuse, { kind: 'NotEnoughData' })).rejects.toThrow('3 customers');
		expect(await compute.run(double, { value: 2 })).toEqual({ value: 4 });
	});
});

describe('cancelling', () => {
	test('ends a busy thread quickly with the reason of the signal, and the pool still works', async () => {
		const compute = openTestCompute();
		const started = new Int32Array(new SharedArrayBuffer(4));
		const cancel = new AbortController();
		const run = compute.run(spin, { started }, { signal: cancel.signal });
		while (Atomics.load(started, 0) === 0) await pause(5);
		const cancelledAt = performance.now();
		cancel.abort(new Error('the marketer pressed stop'));
		await expect(run).rejects.toThrow('the marketer pressed stop');
		expect(performance.now() - cancelledAt).toBeLessThan(1000);
		expect(await compute.run(double, { value: 4 })).toEqual({ value: 8 });
		const spins = Atomics.load(started, 0);
		await pause(50);
		expect(Atomics.load(started, 0)).toBe(spins);
	});

	test('removes a task that still waits', async () => {
		const compute = openTestCompute();
		const running = compute.run(count, { steps: 1, pauseMilliseconds: 200 });
		const cancel = new AbortController();
		const waiting = compute.run(double, { value: 1 }, { signal: cancel.signal });
		cancel.abort(new Error('not needed'));
		await expect(waiting).rejects.toThrow('not needed');
		expect(await running).toBe(1);
	});

	test('before the start starts nothing', async () => {
		const signal = AbortSignal.abort(new Error('too late'));
		await expect(openTestCompute().run(double, { value: 1 }, { signal })).rejects.toThrow('too late');
	});
});

describe('the pool', () => {
	test('says which file is missing and how to make it', async () => {
		const run = openTestCompute().run({ file: 'segments/nowhere', name: 'x' }, {});
		await expect(run).rejects.toThrow(SetupNeeded);
		await expect(run).rejects.toThrow(/segments[\\/]nowhere\.js is missing: run "npm run build"/);
	});

	test('names a function that the module does not export', async () => {
		const run = openTestCompute().run(sampleTask('absent'), {});
		await expect(run).rejects.toThrow(Defect);
		await expect(run).rejects.toThrow(/does not export a function "absent"/);
	});

	test('refuses a number of threads below one', () => {
		expect(() => openCompute({ threads: 0 })).toThrow(InvalidInput);
	});

	test('takes all cores but one by default, and at least one', () => {
		expect(openCompute().threads).toBeGreaterThanOrEqual(1);
	});

	test('ends running tasks when it closes, and starts none after', async () => {
		const compute = openTestCompute();
		const started = new Int32Array(new SharedArrayBuffer(4));
		const run = compute.run(spin, { started });
		while (Atomics.load(started, 0) === 0) await pause(5);
		await Promise.all([expect(run).rejects.toThrow(ServiceUnavailable), compute.close()]);
		await expect(compute.run(double, { value: 1 })).rejects.toThrow(Defect);
	});

	test('ends idle threads and starts one again when needed', async () => {
		const compute = openTestCompute({ idleMilliseconds: 20 });
		const threadOf = sampleTask<object, number>('threadOf');
		const first = await compute.run(threadOf, {});
		await pause(150);
		expect(await compute.run(threadOf, {})).not.toBe(first);
	});

	test('turns a thread that ran out of memory into a sentence, and goes on', async () => {
		const compute = openTestCompute();
		await expect(compute.run(sampleTask('hoard'), {})).rejects.toThrow(/needed more than the 512 MB/);
		expect(await compute.run(double, { value: 3 })).toEqual({ value: 6 });
	});

	test('lets a process end by itself without being closed', async () => {
		const script = `
			const { openCompute } = require(${JSON.stringify(join(compiledLib(), 'compute', 'openCompute'))});
			const compute = openCompute({ folder: ${JSON.stringify(folder)}, threads: 1 });
			compute.run({ file: 'sampleTasks', name: 'double' }, { value: 5 }).then(console.log);`;
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { timeout: 10_000 });
		expect(stdout).toContain('{ value: 10 }');
	});
});

async function pause(milliseconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
