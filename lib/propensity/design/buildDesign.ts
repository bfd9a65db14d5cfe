import { invariant } from '../../core/invariant';
import type { FeatureColumn } from '../../math/fitPreparation';
import type { Preparation } from '../../math/preparation';
import { prepareValue } from '../../math/prepareValue';
import type { Design } from '../types';

/** Prepared numbers of all rows, row-major; the raw columns are found by name. */
export function buildDesign(preparation: Preparation, columns: readonly FeatureColumn[]): Design {
	const rows = columns[0]?.values.length ?? 0;
	const width = preparation.columns.length;
	const values = new Float64Array(rows * width);
	preparation.columns.forEach((prepared, at) => {
		const column = columns.find(({ name }) => name === prepared.name);
		invariant(column !== undefined, `the preparation has a column "${prepared.name}" that was not given`);
		for (let row = 0; row < rows; row += 1) {
			values[row * width + at] = prepareValue(prepared, column.values[row]);
		}
	});
	return { rows, columns: width, values };
}
