import type { Mixture } from './types';

/** Free parameters of a mixture: what the information criteria charge for. */
export function parametersOf({ covariance, columns, weights }: Pick<Mixture, 'covariance' | 'columns' | 'weights'>): number {
	const components = weights.length;
	const triangle = (columns * (columns + 1)) / 2;
	const shapes = {
		full: components * triangle,
		tied: triangle,
		diagonal: components * columns,
		spherical: components,
	}[covariance];
	return components * columns + shapes + components - 1;
}
