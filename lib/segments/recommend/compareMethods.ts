import { NotEnoughData } from '../../core/errors';
import { seededRandom } from '../../core/random';
import { adjustedRandIndex } from '../../math/adjustedRandIndex';
import type { FeatureColumn } from '../../math/fitPreparation';
import { sampleRows, takeRows } from '../../math/rows';
import { shareMatrix } from '../../math/sharedMatrix';
import { algorithmOf, findByAlgorithm, type MethodRequest, type Working } from '../findByAlgorithm';
import type { PreparedFeatures } from '../prepareFeatures';
import type { FoundClusters } from '../types';
import { weightedMean } from '../clustering/quality/weightedMean';
import { recommendMethod } from './recommendMethod';
import { separation } from './separation';
import type { MethodComparison, MethodResult } from './types';

/** Customers the methods are compared on: the dearest takes time with the square of them. */
const COMPARED_ROWS = 10_000;
/** Fewest customers for each number that a mixture has to learn. */
const ROWS_PER_PARAMETER_MIN = 3;
/** Compared; mini-batch k-means and embedding clusters answer other questions. */
const methods = ['kmeans', 'mixture', 'ward', 'dbscan', 'hdbscan'] as const;

/** Which customers are compared, and by which outcomes. */
export interface CompareRequest {
	readonly prepared: PreparedFeatures;
	readonly request: MethodRequest;
	/** Outcomes to separate, a value a customer; none when absent. */
	readonly outcomes?: readonly FeatureColumn[];
}

/** Divides a sample of the customers by every method and says which to use. A method that cannot is left out with its reason. */
export async function compareMethods(engine: Working, { prepared, request, outcomes = [] }: CompareRequest): Promise<MethodComparison> {
	const rows = sampleRows(prepared.matrix.rows, COMPARED_ROWS, seededRandom(`compare/${request.seed}`));
	const sample = sampleOf(prepared, rows);
	const asked = { ...request, sizeMin: Math.max(2, Math.round((request.sizeMin * rows.length) / prepared.matrix.rows)) };
	const tried: Tried[] = [];
	for (const method of methods) tried.push(await tryMethod(engine, method, { prepared: sample, request: asked }));
	const dense = tried.find(({ method }) => method === 'hdbscan')?.found;
	const drawn = outcomes.map(({ name, values }) => ({ name, values: Float64Array.from(rows, (row) => values[row]) }));
	const results = tried.map((one) => toResult(one, { dense, outcomes: drawn }));
	const { method, sentence, because } = recommendMethod(results);
	const clusters = because === 'shades' ? clearestNumber(tried, request) : undefined;
	return { results, recommended: method, sentence, customers: rows.length, ...(clusters === undefined ? {} : { clusters }) };
}

function sampleOf(prepared: PreparedFeatures, rows: Int32Array): PreparedFeatures {
	const matrix = shareMatrix(takeRows(prepared.matrix, rows));
	const coordinates = prepared.coordinates === prepared.matrix ? matrix : shareMatrix(takeRows(prepared.coordinates, rows));
	return { ...prepared, matrix, coordinates };
}

interface Tried {
	readonly method: string;
	readonly label: string;
	readonly found?: FoundClusters;
	readonly problem?: string;
}

async function tryMethod(engine: Working, method: string, input: Pick<CompareRequest, 'prepared' | 'request'>): Promise<Tried> {
	const algorithm = algorithmOf(method);
	const { label } = algorithm;
	const tooFew = method === 'mixture' ? tooFewForMixture(input) : undefined;
	if (tooFew !== undefined) return { method, label, problem: tooFew };
	try {
		const { found } = await findByAlgorithm(engine, algorithm, input);
		return { method, label, found };
	} catch (error) {
		if (error instanceof NotEnoughData) return { method, label, problem: error.message };
		throw error;
	}
}

/** A full covariance of d features is d(d + 1) / 2 numbers. */
function tooFewForMixture({ prepared, request }: Pick<CompareRequest, 'prepared' | 'request'>): string | undefined {
	const { rows, columns } = prepared.matrix;
	const needed = ROWS_PER_PARAMETER_MIN * request.clusters.low * (1 + columns + (columns * (columns + 1)) / 2);
	if (rows >= needed) return undefined;
	return `${rows} customers are too few to know the shape of groups in ${columns} features: at least ${needed} are needed`;
}

function toResult(
	{ method, label, found, problem }: Tried,
	{ dense, outcomes }: { readonly dense: FoundClusters | undefined; readonly outcomes: readonly FeatureColumn[] },
): MethodResult {
	if (found === undefined) {
		const none = { segments: 0, outside: 1, silhouette: null, silhouetteOfChance: null, stability: null, balance: 0, agreesWithDense: null };
		return { method, label, ...none, separates: {}, ...(problem === undefined ? {} : { problem }) };
	}
	const { sizes, labels, candidates } = found;
	const members = sizes.reduce((sum, size) => sum + size, 0);
	const silhouettes = found.silhouetteByCluster.map((value) => value ?? 0);
	const chosen = candidates.find(({ clusters }) => clusters === sizes.length);
	return {
		method,
		label,
		segments: sizes.length,
		outside: 1 - members / labels.length,
		silhouette: sizes.length < 2 ? null : weightedMean(silhouettes, sizes),
		silhouetteOfChance: chosen?.nullSilhouette ?? null,
		stability: weightedMean([...found.stabilityByCluster], sizes),
		balance: balanceOf(sizes),
		agreesWithDense: dense === undefined || dense === found ? null : agreement(labels, dense.labels),
		separates: Object.fromEntries(outcomes.map(({ name, values }) => [name, separation(labels, values)])),
	};
}

function agreement(labels: Int32Array, dense: Int32Array): number {
	const members = Array.from(dense, (_, row) => row).filter((row) => dense[row] >= 0);
	return adjustedRandIndex(members.map((row) => labels[row]), members.map((row) => dense[row]));
}

function balanceOf(sizes: readonly number[]): number {
	if (sizes.length < 2) return 0;
	const total = sizes.reduce((sum, size) => sum + size, 0);
	const entropy = sizes.reduce((sum, size) => sum - (size / total) * Math.log(size / total), 0);
	return entropy / Math.log(sizes.length);
}

/** The number of segments that stand furthest apart, where nothing but distance tells how many there are. */
function clearestNumber(tried: readonly Tried[], { present }: MethodRequest): MethodComparison['clusters'] {
	const candidates = tried.find(({ method }) => method === 'kmeans')?.found?.candidates ?? [];
	if (candidates.length < 2 || present !== undefined) return undefined;
	const clearest = candidates.reduce((best, one) => (one.silhouette > best.silhouette ? one : best)).clusters;
	return { low: clearest, high: clearest };
}

