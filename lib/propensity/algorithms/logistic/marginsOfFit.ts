import type { Design } from '../../types';
import type { LogisticFit } from './fitLogistic';

/** Log-odds of every row before calibration. */
export function marginsOfFit(design: Design, fit: Pick<LogisticFit, 'weights' | 'intercept'>): Float64Array {
	const margins = new Float64Array(design.rows);
	for (let row = 0, at = 0; row < design.rows; row += 1) {
		let sum = fit.intercept;
		for (let column = 0; column < design.columns; column += 1, at += 1) {
			sum += fit.weights[column] * design.values[at];
		}
		margins[row] = sum;
	}
	return margins;
}
