import type { TaskControl } from '../../../compute/types';
import { NotEnoughData } from '../../../core/errors';
import type { Matrix } from '../../../math/matrix';
import { checkMatrix } from '../../clustering/checkInput';
import { percent, type AssessDenseInput, type DenseInput } from '../../clustering/density/findDense';
import { toFit } from '../../clustering/density/toFit';
import type { ClusterFit } from '../../clustering/findClusters';
import { assessClusters } from '../../clustering/quality/assessClusters';
import type { Division, FitQuality } from '../../clustering/types';
import { findHdbscan, NEIGHBOURS } from './findHdbscan';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

/** Share of all customers below which a group is a detail, however dense. */
const SHARE_MIN = 0.005;
const SIZE_MIN = 5;
/** Rows of a sample that is divided again. */
const SAMPLE_ROWS = 5000;
/** Members less sure than this are named in the notes. */
const UNSURE = 0.2;

export function fit({ matrix, columnNames, sizeMin, seed }: DenseInput, control: TaskControl): ClusterFit {
	checkMatrix(matrix, columnNames);
	if (matrix.rows < 2 * SIZE_MIN) {
		throw new NotEnoughData(`${matrix.rows} customers are too few for dense groups: expected at least ${2 * SIZE_MIN}`);
	}
	const size = Math.max(SIZE_MIN, sizeMin, Math.ceil(matrix.rows * SHARE_MIN));
	const { labels, sizes, membership } = findHdbscan(matrix, {
		sizeMin: size,
		progress: (share, sentence) => control.progress(share * 0.7, sentence),
	});
	const members = sizes.reduce((sum, each) => sum + each, 0);
	const unsure = labels.reduce((count, label, row) => count + (label >= 0 && membership[row] < UNSURE ? 1 : 0), 0);
	const notes = [
		`A segment has at least ${size} customers; a place is as dense as the distance to the ${NEIGHBOURS}th nearest customer is short`,
		...(unsure === 0 ? [] : [`${percent(unsure / members)} of the members are on the edge of their segment, with a probability below ${UNSURE}`]),
	];
	return toFit({ matrix, labels, sizes, membership, notes }, seed);
}

export function assess(input: AssessDenseInput, control: TaskControl): FitQuality {
	const { matrix, division, seed, sizeMin } = input;
	const share = Math.min(1, SAMPLE_ROWS / matrix.rows);
	const size = Math.max(SIZE_MIN, Math.round(Math.max(sizeMin, matrix.rows * SHARE_MIN) * share));
	const divide = (sample: Matrix): Division => {
		const { labels, sizes } = findHdbscan(sample, { sizeMin: size });
		return { labels, clusters: sizes.length };
	};
	return assessClusters(matrix, division, { seed, divide, bootstraps: 10, bootstrapRows: SAMPLE_ROWS, control });
}
