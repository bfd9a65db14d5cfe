import { writeFile } from 'node:fs/promises';
import { openCompute } from '../../../lib/compute/openCompute';
import type { Compute, Task } from '../../../lib/compute/types';
import type { Matrix } from '../../../lib/math/matrix';
import type { DenseClusters } from '../../../lib/segments/algorithms/dbscan/types';
import { tasks as kmeans } from '../../../lib/segments/algorithms/kmeans/tasks';
import { tasks as miniBatch } from '../../../lib/segments/algorithms/miniBatch/tasks';
import { tasks as ward } from '../../../lib/segments/algorithms/ward/tasks';
import { chooseClusters } from '../../../lib/segments/clustering/quality/chooseClusters';
import type { JobOptions } from './measure';

export interface JobInput {
	readonly compute: Compute;
	/** In shared memory. */
	readonly matrix: Matrix;
	readonly options: JobOptions;
}

/** Returns figures of quality by name. */
type Job = (input: JobInput) => Promise<Record<string, number>>;

/** Same on both sides. */
export const SEED = 1;

/** What a process of ours can be asked to do; `sklearn/segments.py` has a job of the same name for each that it can do. */
export const jobs = {
	kmeans: async ({ compute, matrix, options: { k, restarts } }) => {
		const options = { k: Number(k), restarts: Number(restarts), seed: SEED };
		const { inertia } = await compute.run(kmeans.fit, { matrix, options });
		return { inertia };
	},
	miniBatch: async ({ compute, matrix, options: { k } }) => {
		const { inertia } = await compute.run(miniBatch.fit, { matrix, options: { k: Number(k), seed: SEED } });
		return { inertia };
	},
	choose: async ({ compute, matrix, options: { low, high } }) => {
		const options = { low: Number(low), high: Number(high), seed: SEED };
		const { k } = await chooseClusters(compute, { matrix, options, task: kmeans.tryOne });
		return { clusters: k };
	},
	silhouette: async ({ matrix, options: { k } }) => {
		const labels = Int32Array.from({ length: matrix.rows }, (_, row) => row % Number(k));
		const run: Task<object, number> = { file: 'benchTasks', name: 'silhouette' };
		return { silhouette: await runHere(run, { matrix, labels, clusters: Number(k) }) };
	},
	mixture: async ({ matrix, options: { k, restarts, tolerance } }) => {
		const options = { k: Number(k), restarts: Number(restarts), tolerance: Number(tolerance), covariance: 'full', seed: SEED };
		const run: Task<object, number> = { file: 'benchTasks', name: 'mixture' };
		return { logLikelihood: (await runHere(run, { matrix, options })) / matrix.rows };
	},
	ward: async ({ compute, matrix, options: { k } }) => {
		const { inertia } = await compute.run(ward.fit, { matrix, options: { k: Number(k), seed: SEED } });
		return { inertia };
	},
	components: async ({ matrix, options: { count } }) => {
		const run: Task<object, number[]> = { file: 'benchTasks', name: 'components' };
		const variances = await runHere(run, { matrix });
		return { variance: variances.slice(0, Number(count)).reduce((sum, variance) => sum + variance, 0) };
	},
	dbscan: async ({ matrix, options: { radius, pointsMin, found } }) => {
		const options = { radius: Number(radius), pointsMin: Number(pointsMin) };
		const run: Task<object, DenseClusters> = { file: 'benchTasks', name: 'dbscan' };
		const { labels, isCore, sizes } = await runHere(run, { matrix, options });
		await writeFile(`${found}.labels`, labels);
		await writeFile(`${found}.core`, isCore);
		return { clusters: sizes.length };
	},
	hdbscan: async ({ matrix, options: { sizeMin } }) => {
		const run: Task<object, number> = { file: 'benchTasks', name: 'hdbscan' };
		return { clusters: await runHere(run, { matrix, options: { sizeMin: Number(sizeMin) } }) };
	},
} as const satisfies Readonly<Record<string, Job>>;

export type JobName = keyof typeof jobs;

let own: Compute | undefined;

/** The pool for `benchTasks.js`. */
async function runHere<Input, Output>(task: Task<Input, Output>, input: Input): Promise<Output> {
	own ??= openCompute({ folder: __dirname });
	return await own.run(task, input);
}

export async function closeOwn(): Promise<void> {
	await own?.close();
}
