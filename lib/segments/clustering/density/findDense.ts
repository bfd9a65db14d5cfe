import type { Compute, RunOptions, Task } from '../../../compute/types';
import { NotEnoughData } from '../../../core/errors';
import type { Matrix } from '../../../math/matrix';
import { shareMatrix } from '../../../math/sharedMatrix';
import type { ClusterRequest, FoundClusters } from '../../types';
import type { ClusterFit } from '../findClusters';
import type { Division, FitQuality } from '../types';

export interface DenseInput {
	readonly matrix: Matrix;
	readonly columnNames: readonly string[];
	/** Customers a cluster should have. */
	readonly sizeMin: number;
	readonly seed: number;
}

export interface AssessDenseInput extends DenseInput {
	readonly division: Division;
}

/** An algorithm that finds dense groups, as many as there are, as functions in worker threads. */
export interface DenseTasks {
	readonly fit: Task<DenseInput, ClusterFit>;
	readonly assess: Task<AssessDenseInput, FitQuality>;
}

/** The parts of a run that belong together. */
export interface DenseRun {
	readonly compute: Compute;
	readonly request: ClusterRequest;
	readonly options: RunOptions;
}

/** Dense groups and the customers in none of them. NotEnoughData where there is no such group: noise is not divided. */
export async function findDense(tasks: DenseTasks, { compute, request, options }: DenseRun): Promise<FoundClusters> {
	const { columnNames, sizeMin, seed } = request;
	const input = { matrix: shareMatrix(request.matrix), columnNames, sizeMin, seed };
	const { inertia, ...fit } = await compute.run(tasks.fit, input, options);
	const clusters = fit.sizes.length;
	if (clusters === 0) {
		throw new NotEnoughData(
			`No segments here: no ${sizeMin} customers are so alike that they stand out from the others. ` +
				'Use other features, or K-means to divide customers who shade into each other',
		);
	}
	const division = { labels: fit.labels, clusters };
	const quality = await compute.run(tasks.assess, { ...input, division }, options);
	const { silhouetteByCluster, stabilityByCluster, stability } = quality;
	return {
		...fit,
		silhouetteByCluster,
		stabilityByCluster,
		candidates: [{ clusters, inertia, silhouette: quality.silhouette ?? 0, stability }],
		reason: reasonOf(fit),
	};
}

function reasonOf({ sizes, labels }: Pick<ClusterFit, 'sizes' | 'labels'>): string {
	const members = sizes.reduce((sum, size) => sum + size, 0);
	const outside = labels.length - members;
	const groups = sizes.length === 1 ? '1 segment stands' : `${sizes.length} segments stand`;
	const rest = outside === 0 ? 'every customer is in one' : `${percent(outside / labels.length)} of the customers are in none`;
	return `${groups} out as dense ${sizes.length === 1 ? 'group' : 'groups'}; ${rest}.`;
}

/** A share as people write it; never 0 % or 100 % of what is neither. */
export function percent(share: number): string {
	const rounded = Math.round(share * 100);
	if (rounded === 0 && share > 0) return 'less than 1 %';
	return rounded === 100 && share < 1 ? 'more than 99 %' : `${rounded} %`;
}
