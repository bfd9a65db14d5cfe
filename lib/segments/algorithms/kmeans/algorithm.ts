import type { Compute, RunOptions } from '../../../compute/types';
import type { ClusterAlgorithm, ClusterRequest, FoundClusters } from '../../types';
import { rowsOf } from '../../../math/rows';
import { chooseClusters } from './chooseClusters';
import { assessFitTask, fitKmeansTask } from './tasks';

/** K-means with the number of clusters chosen against chance; see docs/decisions/0013-number-of-segments.md. */
export const kmeans = {
	id: 'kmeans',
	label: 'K-means',
	description: 'Round groups of similar size around typical customers: fast, for any number of customers',
	find: async (compute, request, options = {}) => {
		const { low, high } = request.clusters;
		return low === high
			? await findExactly(compute, request, options)
			: await findBest(compute, request, options);
	},
} as const satisfies ClusterAlgorithm;

const noGroups = 'no segments here: customers differ by degree, and the groups stand no further apart than chance makes them';

async function findBest(
	compute: Compute,
	request: ClusterRequest,
	options: RunOptions,
): Promise<FoundClusters> {
	const { matrix, clusters, seed, sizeMin, present, columnNames } = request;
	const choice = { ...clusters, seed, sizeMin, present, columnNames };
	const { k, support, trials, reason } = await chooseClusters(compute, { matrix, options: choice }, options);
	const candidates = trials.map(({ k: tried, ...trial }) => ({ ...trial, clusters: tried }));
	const { inertia: _, ...found } = await fitAndAssess(compute, { ...request, k }, options);
	return { ...found, candidates, reason, ...(support === 'none' ? { refusal: noGroups } : {}) };
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
	const reader = { kind: 'nearestCentre', centres: rowsOf(centres) } as const;
	const input = { matrix, fit: { labels, sizes }, options: { seed } };
	return { reader, labels, sizes, inertia, notes: [], ...(await compute.run(assessFitTask, input, options)) };
}
