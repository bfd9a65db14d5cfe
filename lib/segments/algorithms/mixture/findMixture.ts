import { shareMatrix } from '../../../math/sharedMatrix';
import { asAsked, withQuality, type ClusterRun } from '../../clustering/findClusters';
import { rangeOf } from '../../clustering/quality/rangeOf';
import { drawChoiceDataTask } from '../../clustering/quality/tasks';
import type { ChoiceData } from '../../clustering/types';
import type { ClusterCandidate, FoundClusters } from '../../types';
import { recommendMixture } from './recommendMixture';
import { assessTask, fitTask, tryTask } from './tasks';
import type { MixtureTrial } from './types';

/** Rows the numbers and shapes are compared on: each is fitted a dozen times. */
const SAMPLE_ROWS = 4000;

/** The number of groups and their shape by BIC on a sample, fitted to all rows then; or exactly the number asked for. */
export async function findMixture(run: ClusterRun): Promise<FoundClusters> {
	const { compute, request, options } = run;
	const { matrix, clusters, seed, columnNames } = request;
	const input = { matrix: shareMatrix(matrix), options: { seed, columnNames, sampleRows: SAMPLE_ROWS } };
	const ks = clusters.low === clusters.high ? [clusters.low] : rangeOf({ ...clusters, seed }, matrix.rows);
	const data = await compute.run(drawChoiceDataTask, input, options);
	if (ks.length === 1) return await findExactly(run, data);
	const trials = await tryAll(run, data, [1, ...ks]);
	const customers = { rows: matrix.rows, sampled: data.sample.rows, sizeMin: request.sizeMin, present: request.present };
	const { chosen, reason } = recommendMixture(trials, customers);
	const { found } = await fitAndAssess(run, chosen);
	const candidates = trials.filter(({ k }) => k > 1).map(toCandidate);
	return { ...found, candidates, reason };
}

async function findExactly(run: ClusterRun, data: ChoiceData): Promise<FoundClusters> {
	const k = run.request.clusters.low;
	// Fewer rows or fewer different ones than k: the fit itself says so.
	const [trial] = await tryAll(run, data, [k]);
	const { found, inertia, quality } = await fitAndAssess(run, { k, covariance: trial?.covariance ?? 'spherical' });
	const { silhouette, stability } = quality;
	const criteria = trial === undefined ? {} : { bic: trial.bic, icl: trial.icl };
	const candidate = { clusters: found.sizes.length, inertia, silhouette: silhouette ?? 0, stability, ...criteria };
	return { ...found, candidates: [candidate], reason: asAsked(k, found.sizes.length) };
}

/** Those that the sample can be divided into. */
async function tryAll({ compute, request, options }: ClusterRun, data: ChoiceData, ks: readonly number[]) {
	const shares = new Map(ks.map((k) => [k, 0]));
	const tries = ks.map(async (k) => {
		const onProgress = (share: number): void => {
			shares.set(k, share);
			const mean = [...shares.values()].reduce((sum, value) => sum + value, 0) / ks.length;
			options.onProgress?.(mean, `trying ${ks[0]} to ${ks[ks.length - 1]} groups`);
		};
		const trial = await compute.run(tryTask, { data, k, seed: request.seed }, { ...options, onProgress });
		onProgress(1);
		return trial;
	});
	return (await Promise.all(tries)).filter((trial): trial is MixtureTrial => trial !== undefined);
}

async function fitAndAssess(
	{ compute, request, options }: ClusterRun,
	{ k, covariance }: Pick<MixtureTrial, 'k' | 'covariance'>,
) {
	const { matrix, seed, columnNames } = request;
	const input = { matrix, options: { k, covariance, seed, columnNames } };
	const { inertia, ...fitted } = await compute.run(fitTask, input, options);
	const division = { labels: fitted.labels, clusters: fitted.sizes.length };
	const quality = await compute.run(assessTask, { matrix, division, covariance, options: { seed } }, options);
	return { found: withQuality(fitted, quality), inertia, quality };
}

function toCandidate({ k, bic, icl, measures, inertia }: MixtureTrial): ClusterCandidate {
	const { k: _, ...measured } = measures ?? { k, silhouette: 0, stability: 0 };
	return { inertia, ...measured, clusters: k, bic, icl };
}
