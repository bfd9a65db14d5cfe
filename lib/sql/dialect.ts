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
	/** Text of a number of double precision, from one with an exponent: "-1.5e0". */
	numberLiteral(text: string): string;
	/** A list as rows of one column `listed`, in brackets. */
	rowsOf(values: readonly string[]): Sql;
	/** Rows given one by one, as a relation in brackets with these columns; at least one row. */
	valuesTable(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Sql;
	/** Makes a table that only this session sees, from a select. */
	createTemporary(name: Sql, select: Sql): Sql;
	/** Makes a table for rows on their way; `columns` with their types, separated by commas. */
	createTable(name: Sql, columns: Sql): Sql;
	/** Makes a table from a select with one row for each value of `key`, by which it is looked up. */
	createTableAs(name: Sql, select: Sql, key: string): Sql;
	/**
	 * Sets columns of rows of a table from the row of `source` (a relation in brackets) with the same `key`; only rows that
	 * have one. `columns` are all columns of the table, of which those in `set` are given as expressions over `source`.
	 */
	updateFrom(update: TableUpdate): Sql;
	/**
	 * End of a subquery whose columns are to be worked out once a row, where an engine would otherwise write their expressions
	 * wherever they are read; empty where it does not.
	 */
	readonly onceARow: Sql;
	/** Whether many keys are found soonest by reading a whole column, and not each by an index. */
	readonly findsByReading: boolean;
	/**
	 * Member of a `with` whose rows are worked out once, however often they are read; undefined where reading them again
	 * costs less. `rows`: those of everybody, or of a few customers.
	 */
	once(name: Sql, select: Sql, rows: 'all' | 'few'): Sql | undefined;
	/**
	 * How different values of many kinds are best counted: beside other aggregates, or apart, where the engine would keep a
	 * table of values, or sort, for each count, and planning one join more is cheap.
	 */
	readonly distinctValues: 'beside' | 'apart';
	/** End of an insert that passes over rows whose key is stored already; empty where nobody else can have stored it. */
	readonly unlessStored: Sql;
	/** Condition on a row: one of the rows of a relation has the same values. */
	isAmong(lookup: Lookup): Sql;
	/** Hexadecimal MD5 of a text, in small letters. */
	md5(text: Sql): Sql;
	/** Text of a top-level property of a JSON column; null when absent. */
	property(json: Sql, name: string): Sql;
	/** Number of a text that matches `plainNumber`; null for any other text. Never fails. */
	toNumber(text: Sql): Sql;
	/**
	 * A number, or zero where it is so small that a product with it would leave the range of doubles, which some engines refuse
	 * to compute.
	 */
	tinyIsZero(number: Sql): Sql;
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

/** Whether a relation has a row of these values. */
export interface Lookup {
	/** A table, or a relation in brackets. */
	readonly relation: Sql;
	/** Expressions over the row that is asked about, by the columns of the relation they have to be equal to; the first by hash. */
	readonly equal: Readonly<Record<string, Sql>>;
	/** Condition on the rows of the relation. */
	readonly where?: Sql;
	/** A select of all values that the first expression can have, where there are far fewer than rows in the relation. */
	readonly within?: Sql;
}

/** Columns of a table to be set from another relation. */
export interface TableUpdate {
	readonly table: Sql;
	/** All columns of the table. */
	readonly columns: readonly string[];
	readonly key: string;
	/** A relation in brackets. */
	readonly source: Sql;
	/** Expressions over `source`, by column. */
	readonly set: Readonly<Record<string, Sql>>;
	/** Which rows of the table, which is called `target`. */
	readonly where?: Sql;
}

/** A statement as one engine takes it. */
export interface BuiltSql {
	readonly text: string;
	readonly values: readonly SqlValue[];
}
