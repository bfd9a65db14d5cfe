import type { Compute, RunOptions } from '../../../compute/types';
import type { ClusterAlgorithm, ClusterRequest, FoundClusters } from '../../types';
import { chooseClusters } from '../../clustering/quality/chooseClusters';
import { assessFitTask, fitKmeansTask, tryClustersTask } from './tasks';

/** K-means with the number of clusters chosen against chance; see docs/decisions/0013-number-of-segments.md. */
export const kmeans = {
	id: 'kmeans',
	label: 'K-means',
	find: async (compute, request, options = {}) => {
		const { low, high } = request.clusters;
		return low === high
			? await findExactly(compute, request, options)
			: await findBest(compute, request, options);
	},
} as const satisfies ClusterAlgorithm;

async function findBest(
	compute: Compute,
	request: ClusterRequest,
	options: RunOptions,
): Promise<FoundClusters> {
	const { matrix, clusters, seed, sizeMin, present, columnNames } = request;
	const choice = { ...clusters, seed, sizeMin, present, columnNames };
	const wanted = { matrix, options: choice, task: tryClustersTask };
	const { k, trials, reason } = await chooseClusters(compute, wanted, options);
	const candidates = trials.map(({ k: tried, ...trial }) => ({ ...trial, clusters: tried }));
	const { inertia: _, ...found } = await fitAndAssess(compute, { ...request, k }, options);
	return { ...found, candidates, reason };
}

async function findExactly(
	compute: Compute,
	request: ClusterRequest,
	options: RunOptions,
): Promise<FoundClusters> {
	const k = request.clusters.low;
	const { inertia, ...found } = await fitAndAssess(compute, { ...request, k }, options);
	const clusters = found.sizes.length;
	const { silhouette, stability } = found;
	const candidate = { clusters, inertia, silhouette: silhouette ?? 0, stability };
	const reason =
		clusters === k
			? `${k} segments, as asked`
			: `${clusters} segments: the customers have too few different values for the ${k} asked for`;
	return { ...found, candidates: [candidate], reason };
}

async function fitAndAssess(
	compute: Compute,
	request: ClusterRequest & { readonly k: number },
	options: RunOptions,
) {
	const { matrix, k, seed, columnNames } = request;
	const fit = await compute.run(fitKmeansTask, { matrix, options: { k, seed, columnNames } }, options);
	const { centres, labels, sizes, inertia } = fit;
	const input = { matrix, division: { labels, clusters: sizes.length }, options: { seed } };
	return { centres, labels, sizes, inertia, ...(await compute.run(assessFitTask, input, options)) };
}
