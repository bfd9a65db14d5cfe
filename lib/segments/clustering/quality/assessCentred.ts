import { seededRandom } from '../../../core/random';
import type { Matrix } from '../../../math/matrix';
import { sampleRows, takeRows } from '../../../math/rows';
import type { AssessOptions, Divide, Division, FitQuality } from '../types';
import { assessClusters } from './assessClusters';
import { nullReference } from './nullReference';
import { predictionStrength } from './predictionStrength';

/** `assessClusters`, and the prediction strength: for algorithms whose clusters are known by their centres. */
export function assessCentred(
	matrix: Matrix,
	division: Division,
	options: Parameters<typeof assessClusters>[2],
): FitQuality {
	const quality = assessClusters(matrix, division, options);
	return { ...quality, predictionStrength: strengthOf(matrix, division.clusters, options) };
}

const STRENGTH = { splits: 5, rows: 2000, restarts: 3 };

/** Of the rows, and of a cloud of the same shape without groups. */
function strengthOf(
	matrix: Matrix,
	k: number,
	{ seed, divide }: Pick<AssessOptions, 'seed'> & { readonly divide: Divide },
): FitQuality['predictionStrength'] {
	const random = seededRandom(seed).fork('prediction strength');
	const rows = sampleRows(matrix.rows, STRENGTH.rows, random);
	if (k < 2 || rows.length < 4 * k) return null; // Halves need rows for k clusters each.
	const sample = takeRows(matrix, rows);
	const cloud = nullReference(sample)(sample.rows, random.fork('cloud'));
	const [found, chance] = [sample, cloud].map((points) => predictionStrength(points, { ...STRENGTH, divide, k, seed }));
	return { found, chance };
}
