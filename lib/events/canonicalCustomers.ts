import { rowsOf, sql, type Sql } from '../sql/sql';
import { knownPeople } from './knownIdentities';

/**
 * One row an asked id: customer_id as asked, and canonical_id, the customer it was merged into as far as was
 * known before `asOf` (itself when it was not).
 */
export function canonicalCustomers(asOf: number, customerIds: readonly string[]): Sql {
	const asked = [...new Set(customerIds)];
	return sql`(
		with ${knownPeople(asOf, asked)}
		select asked.customer_id, coalesce(people.canonical_id, asked.customer_id) as canonical_id
		from (select listed as customer_id from ${rowsOf(asked)} given) asked
		left join people on people.known_id = asked.customer_id
	)`;
}

/** Every id of the people the asked ids belong to, as known before `asOf`: known_id and canonical_id. */
export function idsOfCustomers(asOf: number, customerIds: readonly string[]): Sql {
	return sql`(
		with ${knownPeople(asOf, customerIds)}
		select asked_ids.known_id, coalesce(people.canonical_id, asked_ids.known_id) as canonical_id
		from asked_ids left join people on people.known_id = asked_ids.known_id
	)`;
}
