import type { ClusterReader } from '../../types';
import type { Mixture } from './types';

/** A mixture as plain numbers: of each factor the upper triangle, row by row. */
export function readerOf({ weights, means, factors }: Mixture): ClusterReader {
	return {
		kind: 'mixture',
		weights: [...weights],
		means: means.map((mean) => [...mean]),
		precisionFactors: factors.map((factor) => factor.flatMap((line, row) => [...line.subarray(row)])),
	};
}
