import { clusterAlgorithms } from './algorithms/index';
import { RECOMMENDED } from './findByAlgorithm';
import type { ClusterAlgorithm } from './types';

/** A way to find segments, for people to choose. */
export interface SegmentMethod {
	readonly method: string;
	readonly label: string;
	readonly description: string;
	/** It finds as many groups as there are, whatever number is asked for. */
	readonly findsNumber: boolean;
}

/** All of them; the first is the default. */
export const segmentMethods: readonly SegmentMethod[] = [
	...clusterAlgorithms.map((algorithm: ClusterAlgorithm) => ({
		method: algorithm.id,
		label: algorithm.label,
		description: algorithm.description,
		findsNumber: algorithm.findsNumber === true,
	})),
	{
		method: RECOMMENDED,
		label: 'Let It Choose',
		description: 'Compares the methods on these customers and uses the one that fits them; takes several times as long',
		findsNumber: false,
	},
];
