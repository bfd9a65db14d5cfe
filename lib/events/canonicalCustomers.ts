import { sql, type Sql } from '../sql/sql';
import { resolvedStatements } from './resolvedEvents';

/**
 * One row an asked id: customer_id as asked, and canonical_id, the customer it was merged into as far as was
 * known before `asOf` (itself when it was not).
 */
export function canonicalCustomers(asOf: number, customerIds: readonly string[]): Sql {
	const asked = [...new Set(customerIds)];
	return sql`(
		select asked.customer_id, coalesce(merged.resolved_id, asked.customer_id) as canonical_id
		from (select unnest(${asked}) as customer_id) asked
		left join (
			select distinct customer_id, resolved_id from ${resolvedStatements(asOf)} known
			where customer_id in (
				select known_id from identities
				where known_as = 'alias' and known_id in (select unnest(${asked}))
			)
		) merged on merged.customer_id = asked.customer_id
	)`;
}
