import { InvalidInput } from '../core/errors';
import { invariant } from '../core/invariant';
import type { FeatureColumn } from './fitPreparation';
import type { Matrix } from './matrix';
import type { Preparation } from './preparation';
import { prepareValue } from './prepareValue';
import { sharedMatrix } from './sharedMatrix';

/**
 * Prepared features of all customers (rows × preparation.columns) in shared memory. The columns are found
 * by name; values are NaN where absent. Throws InvalidInput when a column of the preparation is not given.
 */
export function prepareMatrix(preparation: Preparation, columns: readonly FeatureColumn[]): Matrix {
	const rows = columns[0]?.values.length ?? 0;
	const matrix = sharedMatrix(rows, preparation.columns.length);
	preparation.columns.forEach((prepared, at) => {
		const column = columns.find(({ name }) => name === prepared.name);
		if (column === undefined) {
			const names = columns.map(({ name }) => name).join(', ');
			throw new InvalidInput(`Feature "${prepared.name}" is missing; the data has: ${names}`);
		}
		invariant(
			column.values.length === rows,
			`feature "${column.name}" has ${column.values.length} values, expected ${rows}`,
		);
		for (let row = 0; row < rows; row += 1) {
			matrix.values[row * matrix.columns + at] = prepareValue(prepared, column.values[row]);
		}
	});
	return matrix;
}

/** Prepared features of one customer, in the order of preparation.columns. An absent feature is `missingValue`. */
export function prepareRow(
	preparation: Preparation,
	row: Readonly<Record<string, number | null | undefined>>,
): number[] {
	return preparation.columns.map((column) => prepareValue(column, row[column.name]));
}
