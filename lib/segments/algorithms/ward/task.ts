import type { TaskControl } from '../../../compute/types';
import { rowsOf } from '../../../math/rows';
import type { AssessInput, ClusterFit, FitInput } from '../../clustering/findClusters';
import { assessCentred } from '../../clustering/quality/assessCentred';
import { drawChoiceData } from '../../clustering/quality/drawChoiceData';
import type { DrawInput, TryInput } from '../../clustering/quality/tasks';
import { tryClusters } from '../../clustering/quality/tryClusters';
import type { ChoiceData, ClusterTrial, Divide, FitQuality } from '../../clustering/types';
import { fitWard, type WardFit } from './fitWard';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

/** A tree costs the square of its rows, and each number of clusters makes its own. */
const SAMPLE_ROWS = 4000;

const divideByTree: Divide = (points, { k, seed }) => {
	const { labels, sizes } = fitWard(points, { k, seed });
	return { labels, clusters: sizes.length };
};

export function fit({ matrix, options }: FitInput, control: TaskControl): ClusterFit {
	const fitted = fitWard(matrix, options, control);
	const { centres, labels, sizes, inertia } = fitted;
	const notes = notesOf(fitted, matrix.rows);
	return { reader: { kind: 'nearestCentre', centres: rowsOf(centres) }, labels, sizes, inertia, notes };
}

function notesOf({ heights, microClusters, nearestShare }: WardFit, rows: number): string[] {
	const last = heights.slice(-5).reverse().map((height) => Number(height.toPrecision(3)));
	const joins = last.length === 0 ? [] : [`Heights of the last merges, from two groups into one downwards: ${last.join(', ')}.`];
	const micro = microClusters === null ? [] : [`${rows} customers were brought together in ${microClusters} small groups first.`];
	const nearest =
		'A hierarchy has no rule for new customers: everybody is put to the nearest centre, which is ' +
		`their own group's for ${(100 * nearestShare).toFixed(1)} %.`;
	return [...joins, ...micro, nearest];
}

export function assess({ matrix, division, options }: AssessInput, control: TaskControl): FitQuality {
	return assessCentred(matrix, division, { ...options, divide: divideByTree, control });
}

export function tryOne({ data, options }: TryInput, control: TaskControl): ClusterTrial | undefined {
	return tryClusters(data, { ...options, divide: divideByTree }, control);
}

export function draw({ matrix, options }: DrawInput): ChoiceData {
	return drawChoiceData(matrix, { ...options, sampleRows: SAMPLE_ROWS });
}
