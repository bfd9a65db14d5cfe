import { NotEnoughData } from '../../../core/errors';
import type { Matrix } from '../../../math/matrix';
import { pointsMinFor } from './radiusAtKnee';

/** Throws unless there are enough customers for one dense place. */
export function checkRows({ rows, columns }: Matrix): void {
	const needed = pointsMinFor(columns);
	if (rows >= needed) return;
	throw new NotEnoughData(
		`${rows} customers are too few for a dense group over ${columns} features: expected at least ${needed}`,
	);
}
