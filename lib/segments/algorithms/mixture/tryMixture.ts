import type { TaskControl } from '../../../compute/types';
import { clusterMeans, partitionInertia } from '../../../math/clusterIndices';
import { tryClusters } from '../../clustering/quality/tryClusters';
import type { ChoiceData, Divide } from '../../clustering/types';
import { divideBy } from './divideBy';
import { fitMixture } from './fitMixture';
import { parametersOf } from './parametersOf';
import { covariances, type Covariance, type MixtureFit, type MixtureTrial } from './types';

/** Starts and steps of a fit that is compared with others. */
const COMPARED = { restarts: 3, tolerance: 1e-5 };
const BOOTSTRAPS = { bootstraps: 10, bootstrapRows: 1000 };

/**
 * The shape of lowest BIC for k groups of the sample, and the measures of its division; undefined when the sample has
 * fewer than k different rows.
 */
export function tryMixture(
	data: ChoiceData,
	{ k, seed, control }: { readonly k: number; readonly seed: number | string; readonly control?: TaskControl },
): MixtureTrial | undefined {
	const { sample } = data;
	if (k > sample.rows) return undefined;
	const shapes = covariances.filter((covariance) => affords(covariance, k, sample));
	const fits = shapes.map((covariance, at) => {
		const fit = fitMixture(sample, { ...COMPARED, k, seed, covariance });
		control?.progress((0.7 * (at + 1)) / shapes.length, `${k} groups`);
		return fit;
	});
	const best = fits.reduce((least, fit) => (fit.bic < least.bic ? fit : least));
	const { mixture, labels, sizes, bic, icl } = best;
	if (sizes.length < k) return undefined;
	const { covariance } = mixture;
	const options = { k, seed, restarts: COMPARED.restarts, ...BOOTSTRAPS };
	const divide = rememberedAs(best, data, divideBy(covariance));
	const measures = k < 2 ? undefined : tryClusters(data, { ...options, divide });
	const inertia = partitionInertia(sample, labels, clusterMeans(sample, labels, sizes));
	return { k, covariance, bic, icl, smallestShare: Math.min(...sizes) / sample.rows, inertia, measures };
}

/** A shape with more parameters than half the rows is a description of the rows themselves. */
function affords(covariance: Covariance, k: number, { rows, columns }: ChoiceData['sample']): boolean {
	return covariance === 'spherical' || 2 * parametersOf({ covariance, columns, weights: new Float64Array(k) }) < rows;
}

/** Gives the fit that is there instead of fitting the sample again. */
function rememberedAs({ labels, sizes }: MixtureFit, { sample }: ChoiceData, divide: Divide): Divide {
	return (points, options) => (points === sample ? { labels, clusters: sizes.length } : divide(points, options));
}
