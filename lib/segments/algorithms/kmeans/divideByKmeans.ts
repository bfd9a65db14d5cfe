import { fitKmeans } from '../../clustering/centres/fitKmeans';
import type { Divide } from '../../clustering/types';

/** K-means as the measures repeat it: every start on all rows of the sample. */
export const divideByKmeans: Divide = (points, options) => {
	const { labels, centres } = fitKmeans(points, { ...options, startRows: points.rows });
	return { labels, clusters: centres.rows };
};
