import type { Compute, RunOptions, Task } from '../../compute/types';
import type { Matrix } from '../../math/matrix';
import type { ClusterReader, ClusterRequest, FoundClusters } from '../types';
import { chooseClusters } from './quality/chooseClusters';
import type { DrawTask, TryTask } from './quality/tasks';
import type { AssessOptions, Division, FitQuality } from './types';

export interface FitInput {
	readonly matrix: Matrix;
	readonly options: { readonly k: number; readonly seed: number; readonly columnNames?: readonly string[] };
}

/** What an algorithm leaves of all customers, the largest cluster first. */
export interface ClusterFit {
	readonly reader: ClusterReader;
	readonly labels: Int32Array;
	readonly membership?: Float32Array;
	readonly sizes: readonly number[];
	/** Sum of the squared distances to the centres. */
	readonly inertia: number;
	readonly notes: readonly string[];
}

export interface AssessInput {
	readonly matrix: Matrix;
	readonly division: Division;
	readonly options: AssessOptions;
}

/** An algorithm that divides into a given number of clusters, as functions in worker threads. */
export interface ClusterTasks {
	readonly fit: Task<FitInput, ClusterFit>;
	readonly assess: Task<AssessInput, FitQuality>;
	readonly tryOne: TryTask;
	/** Where clouds without groups need another shape than that of a Gaussian one. */
	readonly draw?: DrawTask;
}

/** The parts of a run that belong together. */
export interface ClusterRun {
	readonly compute: Compute;
	readonly request: ClusterRequest;
	readonly options: RunOptions;
}

const noGroups = 'no segments here: customers differ by degree, and the groups stand no further apart than chance makes them';

/** The best number of clusters of the range, chosen against chance (docs/decisions/0013), or exactly the one asked for. */
export async function findClusters(tasks: ClusterTasks, run: ClusterRun): Promise<FoundClusters> {
	const { low, high } = run.request.clusters;
	return low === high ? await findExactly(tasks, run) : await findBest(tasks, run);
}

async function findBest(tasks: ClusterTasks, run: ClusterRun): Promise<FoundClusters> {
	const { compute, request, options } = run;
	const { matrix, clusters, seed, sizeMin, present, columnNames } = request;
	const choice = { ...clusters, seed, sizeMin, present, columnNames };
	const wanted = { matrix, options: choice, task: tasks.tryOne, draw: tasks.draw };
	const { k, support, trials, reason } = await chooseClusters(compute, wanted, options);
	const candidates = trials.map(({ k: tried, ...trial }) => ({ ...trial, clusters: tried }));
	const { found } = await fitAndAssess(tasks, run, k);
	return { ...found, candidates, reason, ...(support === 'none' ? { refusal: noGroups } : {}) };
}

async function findExactly(tasks: ClusterTasks, run: ClusterRun): Promise<FoundClusters> {
	const k = run.request.clusters.low;
	const { found, inertia, quality } = await fitAndAssess(tasks, run, k);
	const clusters = found.sizes.length;
	const candidate = { clusters, inertia, silhouette: quality.silhouette ?? 0, stability: quality.stability };
	return { ...found, candidates: [candidate], reason: asAsked(k, clusters) };
}

/** Why there are so many clusters when k were asked for. */
export function asAsked(k: number, clusters: number): string {
	if (clusters === k) return `${k} segments, as asked`;
	return `${clusters} segments: the customers have too few different values for the ${k} asked for`;
}

async function fitAndAssess({ fit, assess }: ClusterTasks, { compute, request, options }: ClusterRun, k: number) {
	const { matrix, seed, columnNames } = request;
	const { inertia, ...fitted } = await compute.run(fit, { matrix, options: { k, seed, columnNames } }, options);
	const division = { labels: fitted.labels, clusters: fitted.sizes.length };
	const quality = await compute.run(assess, { matrix, division, options: { seed } }, options);
	return { found: withQuality(fitted, quality), inertia, quality };
}

/** What was found, cluster by cluster, and what the measures say in a sentence. */
export function withQuality<Fitted extends Pick<FoundClusters, 'notes'>>(fitted: Fitted, quality: FitQuality) {
	const { silhouetteByCluster, stabilityByCluster, predictionStrength } = quality;
	const notes = [...fitted.notes, ...(predictionStrength === null ? [] : [strengthSentence(predictionStrength)])];
	return { ...fitted, notes, silhouetteByCluster, stabilityByCluster };
}

function strengthSentence({ found, chance }: NonNullable<FitQuality['predictionStrength']>): string {
	return (
		`Prediction strength is ${found.toFixed(2)}, where customers without groups would give ${chance.toFixed(2)}: ` +
		'how far half of the customers agrees with the segments of the other half; from 0.80 on there are that many groups.'
	);
}
