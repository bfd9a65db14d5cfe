import type { TaskControl } from '../../../compute/types';
import type { Matrix } from '../../../math/matrix';
import { rowsOf } from '../../../math/rows';
import { shareMatrix } from '../../../math/sharedMatrix';
import { unitRows } from '../../../math/unitRows';
import { fitKmeans } from '../../clustering/centres/fitKmeans';
import { checkMatrix } from '../../clustering/checkInput';
import type { AssessInput, ClusterFit, FitInput } from '../../clustering/findClusters';
import { assessCentred } from '../../clustering/quality/assessCentred';
import { drawChoiceData } from '../../clustering/quality/drawChoiceData';
import type { DrawInput, TryInput } from '../../clustering/quality/tasks';
import { tryClusters } from '../../clustering/quality/tryClusters';
import type { ChoiceData, ClusterTrial, Divide, FitQuality } from '../../clustering/types';
import type { RowsInput } from './tasks';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

const metric = 'cosine';
/** Enough to tell starts apart when one division of dozens is made. */
const START_ROWS = 4000;

const divideByDirection: Divide = (points, options) => {
	const { labels, centres } = fitKmeans(unitRows(points), { ...options, metric, startRows: START_ROWS });
	return { labels, clusters: centres.rows };
};

export function unit({ matrix, columnNames }: RowsInput): Matrix {
	checkMatrix(matrix, columnNames);
	return shareMatrix(unitRows(matrix));
}

export function fit({ matrix, options }: FitInput, control: TaskControl): ClusterFit {
	const { centres, labels, sizes, inertia } = fitKmeans(matrix, { ...options, metric }, control);
	return {
		reader: { kind: 'nearestCentre', metric, centres: rowsOf(unitRows(centres)) },
		labels,
		sizes,
		inertia,
		notes: ['Customers are compared by the direction of their values, not by how large the values are.'],
	};
}

export function assess({ matrix, division, options }: AssessInput, control: TaskControl): FitQuality {
	return assessCentred(matrix, division, { ...options, divide: divideByDirection, control });
}

export function tryOne({ data, options }: TryInput, control: TaskControl): ClusterTrial | undefined {
	return tryClusters(data, { ...options, divide: divideByDirection }, control);
}

/** Clouds without groups are brought to length 1 as well. */
export function draw({ matrix, options }: DrawInput): ChoiceData {
	const drawn = drawChoiceData(matrix, options);
	return { ...drawn, nulls: drawn.nulls.map((cloud) => shareMatrix(unitRows(cloud))) };
}
