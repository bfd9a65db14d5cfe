import { invariant } from '../core/invariant';
import type { ColumnType, Dialect, Lookup } from './dialect';

export type SqlValue = string | number | boolean | bigint | null | readonly string[];

/**
 * A piece of SQL with its parameters apart from its text. Only the `sql` tag and the functions below
 * make one, so a value can never become SQL text.
 */
export class Sql {
	constructor(
		readonly parts: readonly string[],
		readonly holes: readonly SqlHole[],
	) {
		invariant(parts.length === holes.length + 1, 'a Sql has one more part than holes');
	}
}

/** A column or table name, quoted by the dialect when the text is built. */
export class Identifier {
	constructor(readonly name: string) {}
}

/** A piece whose text differs between engines: written when the statement is built. */
export class PerDialect {
	constructor(readonly write: (dialect: Dialect) => Sql) {}
}

export type SqlHole = SqlValue | Sql | Identifier | PerDialect;

/** `sql\`select ${identifier(name)} where day < ${day}\``: fragments nest, everything else is a parameter. */
export function sql(parts: TemplateStringsArray, ...holes: readonly SqlHole[]): Sql {
	return new Sql(parts, holes);
}

export function identifier(name: string): Identifier {
	invariant(name.length > 0 && name.length <= 200, `identifier "${name}" must have 1 to 200 characters`);
	return new Identifier(name);
}

export const emptySql = new Sql([''], []);

/** Fragments joined by text such as `, ` or ` and `; nothing for an empty list. */
export function joinSql(fragments: readonly SqlHole[], separator = ', '): Sql {
	if (fragments.length === 0) return emptySql;
	const parts = ['', ...Array<string>(fragments.length - 1).fill(separator), ''];
	return new Sql(parts, fragments);
}

/** Text of one's own, for names of types and the like; never a value. */
function plain(text: string): Sql {
	return new Sql([text], []);
}

export function perDialect(write: (dialect: Dialect) => Sql): Sql {
	return new Sql(['', ''], [new PerDialect(write)]);
}

/** A list as rows of one column `listed`, in brackets: `where id in ${rowsOf(ids)}`. */
export function rowsOf(values: readonly string[]): Sql {
	return perDialect((dialect) => dialect.rowsOf(values));
}

/** Rows given one by one, as a relation in brackets with these columns; at least one row. */
export function valuesTable(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Sql {
	invariant(rows.length > 0, 'a table of values has at least one row');
	return perDialect((dialect) => dialect.valuesTable(columns, rows));
}

/** What a column of this type is called: `cast(x as ${typeOf('number')})`. */
export function typeOf(type: ColumnType): Sql {
	return perDialect((dialect) => plain(dialect.columnType(type)));
}

/** Condition on a row: one of the rows of a relation has the same values. */
export function isAmong(lookup: Lookup): Sql {
	return perDialect((dialect) => dialect.isAmong(lookup));
}

/** Makes a table for rows on their way, whose columns are named and typed here. */
export function createTable(name: string, columns: Readonly<Record<string, ColumnType>>): Sql {
	const typed = Object.entries(columns).map(([column, type]) => sql`${identifier(column)} ${typeOf(type)}`);
	return perDialect((dialect) => dialect.createTable(sql`${identifier(name)}`, joinSql(typed)));
}

/** End of an insert that passes over rows whose key is stored already, by somebody else at the same time. */
export const unlessStored: Sql = perDialect((dialect) => dialect.unlessStored);

/** A number, or zero where it is too small to multiply; see `Dialect`. */
export function tinyIsZero(number: Sql): Sql {
	return perDialect((dialect) => dialect.tinyIsZero(number));
}

/** A whole number written into the text itself, for places where a parameter has no fitting type: the length of a text. */
export function integerLiteral(value: number): Sql {
	invariant(Number.isSafeInteger(value), `a whole number in SQL must be one, got ${value}`);
	return plain(String(value));
}

/** End of a subquery whose columns are worked out once a row; see `Dialect`. */
export const onceARow: Sql = perDialect((dialect) => dialect.onceARow);

/** JSON text as the value of a JSON column. */
export function jsonValue(text: string): Sql {
	return sql`cast(${text} as ${typeOf('json')})`;
}

/**
 * A number written into the text itself. For coefficients of compiled models: a thousand of them would
 * exceed a statement's parameters. Finite numbers cannot carry SQL.
 */
export function numberLiteral(value: number): Sql {
	invariant(Number.isFinite(value), `a number in SQL must be finite, got ${value}`);
	const text = Object.is(value, -0) ? '0' : String(value);
	const literal = text.includes('e') ? text : `${text}e0`;
	return perDialect((dialect) => plain(dialect.numberLiteral(literal)));
}
