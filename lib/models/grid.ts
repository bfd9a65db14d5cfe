import { numberLiteral, sql, type Sql } from '../sql/sql';

/**
 * Distances and likelihoods are compared on a grid of 2^-30: engines and JavaScript may differ in the last bit of a
 * logarithm, and a customer exactly between two segments must fall to the same side in both. Scaling by a
 * power of two is exact, so rounding to the grid is too.
 */
const GRID = 2 ** 30;

export function onGrid(value: number): number {
	return Math.floor(value * GRID + 0.5) / GRID;
}

/** `onGrid` as SQL. */
export function onGridSql(value: Sql): Sql {
	const grid = numberLiteral(GRID);
	return sql`floor(${value} * ${grid} + 0.5e0) / ${grid}`;
}
