import type { SegmentCount } from './definition';

/** Two to nine segments were tried; five were chosen. */
export const example: SegmentCount = {
	chosen: 5,
	candidates: [
		{ k: 2, silhouette: 0.31, inertia: 152400, stability: 0.97 },
		{ k: 3, silhouette: 0.29, inertia: 121800, stability: 0.88 },
		{ k: 4, silhouette: 0.33, inertia: 98200, stability: 0.91 },
		{ k: 5, silhouette: 0.37, inertia: 76100, stability: 0.95 },
		{ k: 6, silhouette: 0.34, inertia: 70900, stability: 0.82 },
		{ k: 7, silhouette: 0.31, inertia: 66700, stability: 0.74 },
		{ k: 8, silhouette: 0.28, inertia: 63300, stability: 0.7 },
		{ k: 9, silhouette: 0.27, inertia: 60800, stability: 0.66 },
	],
};
