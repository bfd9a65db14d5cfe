import { perDialect, sql, type Sql } from '../../lib/sql/sql';

/** Text of a property of an event, on any engine. */
export function propertyOf(name: string): Sql {
	return perDialect((dialect) => dialect.property(sql`properties`, name));
}

/** A property of an event as a number, on any engine. */
export function numberPropertyOf(name: string): Sql {
	return perDialect((dialect) => dialect.toNumber(propertyOf(name)));
}
