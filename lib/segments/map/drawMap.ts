import { seededRandom } from '../../core/random';
import { matrixOf, type Matrix } from '../../math/matrix';
import { projectRow, type PrincipalComponents } from '../../math/principalComponents';
import { rowOf, sampleRows, takeRows } from '../../math/rows';
import { trustworthiness } from '../../math/trustworthiness';
import { drawByNeighbours } from './drawByNeighbours';

export type MapKind = 'components' | 'neighbours';

export interface DrawnMap {
	/** rows × 2. */
	readonly places: Matrix;
	readonly drawnBy: MapKind;
	/** null where there are too few rows to say. */
	readonly trustworthiness: number | null;
}

/** Principal components are straight and quick; from here on they are good enough. */
const TRUSTED = 0.95;
const NEIGHBOURS = 10;
/** Rows a map is judged by. */
const JUDGED_ROWS = 500;
const ROWS_MIN = 50;

/**
 * Rows on a plane: the first two principal components where neighbours stay neighbours on it, else the map by neighbours,
 * if that is better.
 */
export function drawMap(matrix: Matrix, components: PrincipalComponents, seed: number): DrawnMap {
	const plane = matrixOf(
		Array.from({ length: matrix.rows }, (_, row) => {
			const [x = 0, y = 0] = projectRow(components, rowOf(matrix, row), 2);
			return [x, y];
		}),
	);
	if (matrix.rows < ROWS_MIN) return { places: plane, drawnBy: 'components', trustworthiness: null };
	const judged = sampleRows(matrix.rows, JUDGED_ROWS, seededRandom(seed).fork('judging the map'));
	const judge = (places: Matrix): number =>
		trustworthiness(takeRows(matrix, judged), takeRows(places, judged), NEIGHBOURS);
	const straight = { places: plane, drawnBy: 'components', trustworthiness: judge(plane) } as const;
	if (straight.trustworthiness >= TRUSTED) return straight;
	const places = drawByNeighbours(matrix, { seed });
	const bent = { places, drawnBy: 'neighbours', trustworthiness: judge(places) } as const;
	return bent.trustworthiness > straight.trustworthiness ? bent : straight;
}
