import type { Matrix } from './matrix';
import type { Preparation } from './preparation';
import { prepareRow } from './prepareMatrix';
import { rowOf } from './rows';
import { sharedMatrix } from './sharedMatrix';

/** Where one customer lies: prepared values, projected when the preparation has components. */
export function coordinatesOf(
	preparation: Preparation,
	row: Readonly<Record<string, number | null | undefined>>,
): number[] {
	return project(preparation, prepareRow(preparation, row));
}

/** Coordinates of all customers from their prepared values (rows × preparation.columns); the matrix itself without components. */
export function coordinatesMatrix(preparation: Preparation, prepared: Matrix): Matrix {
	const { components } = preparation;
	if (components === undefined) return prepared;
	const coordinates = sharedMatrix(prepared.rows, components.length);
	for (let row = 0; row < prepared.rows; row += 1) {
		coordinates.values.set(project(preparation, rowOf(prepared, row)), row * components.length);
	}
	return coordinates;
}

/** How many coordinates a customer has. */
export function coordinateCount({ columns, components }: Preparation): number {
	return components?.length ?? columns.length;
}

function project({ components }: Preparation, prepared: ArrayLike<number>): number[] {
	if (components === undefined) return Array.from(prepared);
	return components.map((direction) =>
		direction.reduce((sum, loading, column) => sum + loading * prepared[column], 0),
	);
}

/** A row shorter than this has no direction; its squares would leave double precision. */
export const LENGTH_MIN = 1e-100;

/** The row scaled to length 1; a row of zeros stays. */
export function unitLength(row: readonly number[]): number[] {
	const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
	return length > LENGTH_MIN ? row.map((value) => value / length) : [...row];
}

/** What each coordinate is, for messages. */
export function coordinateNames({ columns, components }: Preparation): string[] {
	return components?.map((_, at) => `component ${at + 1}`) ?? columns.map(({ name }) => name);
}
