import type { Sql, SqlValue } from './sql';

/** Column types every engine has; `instant` is a 64-bit integer of milliseconds since 1970 UTC. */
export type ColumnType = 'text' | 'integer' | 'instant' | 'number' | 'boolean' | 'json';

/** Texts that are numbers, in every engine and in JavaScript alike: "12", "-0.5", "1e-7". */
export const plainNumber = '-?[0-9]{1,15}([.][0-9]{1,25})?([eE][+-]?[0-9]{1,2})?';

/** What differs between engines in the text of a statement: a record of pure functions. */
export interface Dialect {
	readonly name: 'duckdb' | 'postgres' | 'clickhouse';
	quote(identifier: string): string;
	/** Text of the parameter at a position counted from 1; typed, so that an index can be used. */
	placeholder(position: number, value: SqlValue): string;
	columnType(type: ColumnType): string;
	/** Text of a top-level property of a JSON column; null when absent. */
	property(json: Sql, name: string): Sql;
	/** Number of a text that matches `plainNumber`; null for any other text. Never fails. */
	toNumber(text: Sql): Sql;
	/** Quantile over the rows of a group, linear between neighbours; share in [0, 1]. */
	quantile(expression: Sql, share: number): Sql;
	/** The same for several shares at once, as one list in their order; null where every value is. */
	quantiles(expression: Sql, shares: readonly number[]): Sql;
	/** Number of rows of a group for which the condition holds. */
	countIf(condition: Sql): Sql;
	/** Value of `expression` in the row of the group with the smallest `order`. */
	firstBy(expression: Sql, order: Sql): Sql;
	/** Value of `expression` in the row of the group with the largest `order`. */
	lastBy(expression: Sql, order: Sql): Sql;
}

/** A statement as one engine takes it. */
export interface BuiltSql {
	readonly text: string;
	readonly values: readonly SqlValue[];
}
