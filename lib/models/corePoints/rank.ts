import { numberLiteral, sql, type Sql } from '../../sql/sql';

/** Points of a model at most: each is compared with every customer, and a rank has room for their numbers. */
export const POINTS_MAX = 1024;
/** Squared distances are compared in steps of 2^-20, up to 2^22; both leave a rank a whole number below 2^53. */
const STEPS = 2 ** 20;
const SQUARED_MAX = 2 ** 22;

/** Squared distance and number of a point in one whole number: the least rank is the nearest point, of equals the first. */
export function rankOf(squared: number, point: number): number {
	return Math.floor(Math.min(squared, SQUARED_MAX) * STEPS + 0.5) * POINTS_MAX + point;
}

/** `rankOf` as SQL. */
export function rankSql(squared: Sql, point: Sql): Sql {
	return sql`(floor(least(${squared}, ${numberLiteral(SQUARED_MAX)}) * ${numberLiteral(STEPS)} + 0.5e0) * ${numberLiteral(POINTS_MAX)} + ${point})`;
}

export function pointOf(rank: number): number {
	return rank % POINTS_MAX;
}

export function distanceOf(rank: number): number {
	return Math.sqrt(Math.floor(rank / POINTS_MAX) / STEPS);
}

/** `distanceOf` as SQL. */
export function distanceSql(rank: Sql): Sql {
	return sql`sqrt(floor(${rank} / ${numberLiteral(POINTS_MAX)}) / ${numberLiteral(STEPS)})`;
}

/** Rank that no point within this radius exceeds. */
export function rankOfRadius(radius: number): number {
	return rankOf(radius * radius, POINTS_MAX - 1);
}
