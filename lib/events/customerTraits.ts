import { identifier, joinSql, sql, type Sql } from '../sql/sql';
import type { Dialect } from '../sql/dialect';
import { resolvedStatements } from './resolvedEvents';

/** Trait column → names it is sent under. */
export const traitNames = {
	email: ['email'],
	firstName: ['firstName', 'first_name', 'firstname'],
	lastName: ['lastName', 'last_name', 'lastname'],
	country: ['country'],
	language: ['language', 'locale'],
	timeZone: ['timezone', 'timeZone'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TraitName = keyof typeof traitNames;

/**
 * What customers said about themselves as known before an instant: one row a customer, the latest value of
 * each trait among its identify events. Columns: customer_id and the names of `traitNames`.
 */
export function customerTraits(
	asOf: number,
	dialect: Dialect,
	customers?: readonly string[],
): Sql {
	const values = Object.entries(traitNames).map(([column, names]) => {
		const value = sql`coalesce(${joinSql(names.map((name) => dialect.property(sql`properties`, name)))})`;
		return sql`${dialect.lastBy(
			value,
			sql`case when ${value} is not null then occurred_at end`,
		)} as ${identifier(column)}`;
	});
	return sql`(
		select resolved_id as customer_id, ${joinSql(values)}
		from ${resolvedStatements(asOf, customers)} known
		where kind = 'identify' and resolved_id is not null
		group by resolved_id
	)`;
}
