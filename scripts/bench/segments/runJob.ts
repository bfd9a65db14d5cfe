import { closeSync, openSync, readSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openCompute } from '../../../lib/compute/openCompute';
import type { Matrix } from '../../../lib/math/matrix';
import { sharedMatrix } from '../../../lib/math/sharedMatrix';
import { closeOwn, jobs, type JobName } from './jobs';
import type { JobOptions } from './measure';
import type { DataFile, Measured } from './types';

// One job in a process of its own: `runJob.ts <job> <JSON>`, the figures as JSON on the standard output.

const MEGABYTE = 1024 * 1024;
/** Bytes that are read at a time. */
const CHUNK = 2 ** 20;
const WARM_UP_ROWS = 200;

async function main(): Promise<void> {
	const [job, json] = process.argv.slice(2);
	const { data, options } = JSON.parse(json) as { readonly data: DataFile; readonly options: JobOptions };
	const matrix = readMatrix(data);
	const compute = openCompute();
	// Modules are loaded and threads started ahead of the clock, as scikit-learn is imported ahead of it.
	const few = { ...matrix, rows: WARM_UP_ROWS, values: matrix.values.subarray(0, WARM_UP_ROWS * matrix.columns) };
	await jobs[job as JobName]({ compute, matrix: few, options });
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const [started, used] = [performance.now(), process.cpuUsage()];
	const quality = await jobs[job as JobName]({ compute, matrix, options });
	const { user, system } = process.cpuUsage(used);
	const seconds = (performance.now() - started) / 1000;
	delay.disable();
	const measured: Measured = {
		seconds,
		cpuSeconds: (user + system) / 1e6,
		peakMegabytes: (process.resourceUsage().maxRSS * 1024) / MEGABYTE,
		// The clock itself ticks every millisecond.
		delayMilliseconds: delay.percentile(99) / 1e6 - 1,
		quality,
	};
	await compute.close();
	await closeOwn();
	process.stdout.write(JSON.stringify(measured));
}

function readMatrix({ file, rows, columns }: DataFile): Matrix {
	const matrix = sharedMatrix(rows, columns);
	const bytes = new Uint8Array(matrix.values.buffer);
	const chunk = new Uint8Array(CHUNK);
	const handle = openSync(file, 'r');
	for (let at = 0; at < bytes.length; ) {
		const read = readSync(handle, chunk, 0, Math.min(CHUNK, bytes.length - at), at);
		bytes.set(chunk.subarray(0, read), at);
		at += read;
	}
	closeSync(handle);
	return matrix;
}

void main();
