import { seededRandom } from '../../../core/random';
import type { Matrix } from '../../../math/matrix';
import { sampleRows, takeRows } from '../../../math/rows';
import { shareMatrix } from '../../../math/sharedMatrix';
import { checkMatrix } from '../checkInput';
import type { ChoiceData, ChooseOptions } from '../types';
import { nullReference } from './nullReference';

/** Rows of a null cloud; few rows make a noisy silhouette, so that small data needs more clouds. */
const NULL_ROWS = 2500;
const NULL_CLOUDS = { least: 2, most: 10, rowsTogether: 5000 };

/** Checks the matrix and draws what the tries share. Throws InvalidInput or NotEnoughData. */
export function drawChoiceData(matrix: Matrix, options: ChooseOptions): ChoiceData {
	checkMatrix(matrix, options.columnNames);
	const random = seededRandom(options.seed).fork('choice');
	const rows = sampleRows(matrix.rows, options.sampleRows ?? 10_000, random.fork('rows'));
	const sample = shareMatrix(takeRows(matrix, rows));
	const silhouetteRows = sampleRows(sample.rows, options.silhouetteRows ?? 3000, random.fork('silhouette'));
	const nullRows = Math.min(sample.rows, NULL_ROWS);
	const { least, most, rowsTogether } = NULL_CLOUDS;
	const clouds = Math.min(Math.max(Math.round(rowsTogether / nullRows), least), most);
	const draw = nullReference(sample);
	const nulls = Array.from({ length: clouds }, (_, at) => draw(nullRows, random.fork(`null ${at}`)));
	return { sample, silhouetteRows, nulls };
}
