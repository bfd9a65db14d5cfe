import { invariant } from '../core/invariant';

export type SqlValue = string | number | boolean | bigint | null | readonly string[];

/**
 * A piece of SQL with its parameters apart from its text. Only the `sql` tag and the functions below
 * make one, so a value can never become SQL text.
 */
export class Sql {
	constructor(
		readonly parts: readonly string[],
		readonly holes: readonly (SqlValue | Sql | Identifier)[],
	) {
		invariant(parts.length === holes.length + 1, 'a Sql has one more part than holes');
	}
}

/** A column or table name, quoted by the dialect when the text is built. */
export class Identifier {
	constructor(readonly name: string) {}
}

export type SqlHole = SqlValue | Sql | Identifier;

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

/**
 * A number written into the text itself. For coefficients of compiled models: a thousand of them would
 * exceed a statement's parameters. Finite numbers cannot carry SQL.
 */
export function numberLiteral(value: number): Sql {
	invariant(Number.isFinite(value), `a number in SQL must be finite, got ${value}`);
	const text = Object.is(value, -0) ? '0' : String(value);
	const literal = text.includes('e') ? text : `${text}e0`;
	return new Sql([value < 0 ? `(${literal})` : literal], []);
}
