import type { Divide } from '../../clustering/types';
import { fitMixture } from './fitMixture';
import type { Covariance } from './types';

/** One start and fewer steps: the measures repeat it dozens of times. */
const QUICK = { restarts: 1, tolerance: 1e-3, iterationsMax: 50 };

/** A mixture of one shape as the measures repeat it. */
export function divideBy(covariance: Covariance): Divide {
	return (points, { k, seed }) => {
		const { labels, sizes } = fitMixture(points, { ...QUICK, k, seed, covariance });
		return { labels, clusters: sizes.length };
	};
}
