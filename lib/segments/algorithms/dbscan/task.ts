import type { TaskControl } from '../../../compute/types';
import type { Matrix } from '../../../math/matrix';
import { checkMatrix } from '../../clustering/checkInput';
import type { AssessDenseInput, DenseInput } from '../../clustering/density/findDense';
import { toFit } from '../../clustering/density/toFit';
import type { ClusterFit } from '../../clustering/findClusters';
import { assessClusters } from '../../clustering/quality/assessClusters';
import type { Division, FitQuality } from '../../clustering/types';
import { checkRows } from './checkRows';
import { findDbscan } from './findDbscan';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

export function fit({ matrix, columnNames, sizeMin, seed }: DenseInput, control: TaskControl): ClusterFit {
	checkMatrix(matrix, columnNames);
	checkRows(matrix);
	const found = findDbscan(matrix, { sizeMin, progress: (share, sentence) => control.progress(share, sentence) });
	return toFit({ matrix, ...found }, seed);
}

/** Rows of a sample that is divided again. */
const SAMPLE_ROWS = 5000;

export function assess(input: AssessDenseInput, control: TaskControl): FitQuality {
	const { matrix, division, seed, sizeMin } = input;
	const share = Math.min(1, SAMPLE_ROWS / matrix.rows);
	const divide = (sample: Matrix): Division => {
		const { labels, sizes } = findDbscan(sample, { sizeMin: Math.round(sizeMin * share) });
		return { labels, clusters: sizes.length };
	};
	return assessClusters(matrix, division, { seed, divide, bootstraps: 10, bootstrapRows: SAMPLE_ROWS, control });
}
