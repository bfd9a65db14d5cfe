import type { BuiltSql, Dialect } from './dialect';
import { Identifier, PerDialect, Sql, type SqlHole, type SqlValue } from './sql';

/** Text and parameters of a statement for one engine. */
export function buildSql(statement: Sql, dialect: Dialect): BuiltSql {
	const values: SqlValue[] = [];
	const pieces: string[] = [];
	append(statement);
	return { text: pieces.join(''), values };

	function append(fragment: Sql): void {
		fragment.parts.forEach((part, index) => {
			pieces.push(part);
			if (index < fragment.holes.length) appendHole(fragment.holes[index]);
		});
	}

	function appendHole(hole: SqlHole): void {
		if (hole instanceof Sql) append(hole);
		else if (hole instanceof PerDialect) append(hole.write(dialect));
		else if (hole instanceof Identifier) pieces.push(dialect.quote(hole.name));
		else if (hole === null) pieces.push('null');
		else {
			values.push(hole);
			pieces.push(dialect.placeholder(values.length, hole));
		}
	}
}
