import { InvalidInput, NotEnoughData } from '../../core/errors';
import type { Matrix } from '../../math/matrix';

/** Above this, squared distances over many columns leave single precision. */
const VALUE_MAX = 1e15;

/** Throws unless the matrix has rows and columns, and only numbers a distance can be made of. */
export function checkMatrix(matrix: Matrix, columnNames: readonly string[] = []): void {
	const { rows, columns, values } = matrix;
	if (rows === 0) throw new NotEnoughData('There are no customers to cluster: expected at least one row');
	if (columns === 0) throw new InvalidInput('There are no features to cluster by: expected at least one');
	for (let index = 0; index < rows * columns; index += 1) {
		if (Math.abs(values[index]) <= VALUE_MAX) continue;
		const column = index % columns;
		const name = columnNames[column] === undefined ? '' : ` ("${columnNames[column]}")`;
		throw new InvalidInput(
			`Row ${Math.floor(index / columns)}, column ${column}${name} is ${values[index]}: ` +
				'expected a number within ±1e15; fill or leave out absent values first',
		);
	}
}

/** Throws unless k clusters can be asked of that many rows. */
export function checkClusters(k: number, rows: number): void {
	if (!Number.isInteger(k) || k < 1) {
		throw new InvalidInput(`The number of clusters is ${k}: expected a whole number of at least 1`);
	}
	if (k > rows) {
		throw new NotEnoughData(`${k} clusters were asked of ${rows} customers: expected at least ${k}`);
	}
}

export function checkAtLeastOne(name: string, value: number): void {
	if (Number.isInteger(value) && value >= 1) return;
	throw new InvalidInput(`${name} is ${value}: expected a whole number of at least 1`);
}
