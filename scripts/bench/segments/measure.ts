import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runPython } from '../sklearn/runPython';
import type { JobName } from './jobs';
import type { DataFile, Measured } from './types';

/** What a job needs beside its data. */
export type JobOptions = Readonly<Record<string, number | string>>;

/** Runs a job of `jobs.ts` in a process of its own, so that its peak memory is its own. */
export async function measureOurs(job: JobName, data: DataFile, options: JobOptions = {}): Promise<Measured> {
	const parameters = [...process.execArgv, join(__dirname, 'runJob.ts'), job, JSON.stringify({ data, options })];
	const { stdout } = await promisify(execFile)(process.execPath, parameters, { maxBuffer: 2 ** 26 });
	return JSON.parse(stdout) as Measured;
}

/** Runs a job of `sklearn/segments.py` likewise, with threads that do not spin while they wait. */
export async function measurePeer(job: string, data: DataFile, options: JobOptions = {}): Promise<Measured> {
	return JSON.parse(await runPython('segments.py', [job, JSON.stringify({ data, options })])) as Measured;
}
