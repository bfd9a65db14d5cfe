import { fitKmeans } from '../../clustering/centres/fitKmeans';
import type { Divide } from '../../clustering/types';

/** Enough to tell starts apart when one division of dozens is made. */
const START_ROWS = 4000;

/** K-means as the measures repeat it. */
export const divideByKmeans: Divide = (points, options) => {
	const { labels, centres } = fitKmeans(points, { ...options, startRows: START_ROWS });
	return { labels, clusters: centres.rows };
};
