import type { Dialect } from '../sql/dialect';
import { sql, type Sql } from '../sql/sql';
import { latestConsents } from './consentStatements';

/**
 * Condition on a customer id inside a statement: true unless the customer withdrew profiling before `asOf`.
 * For snapshots, training rows and members, so that those who objected never leave the engine.
 */
export function mayProfile(
	customerId: Sql,
	{ dialect, asOf }: { readonly dialect: Dialect; readonly asOf: number },
): Sql {
	return sql`${customerId} not in (
		select customer_id from ${latestConsents(dialect, 'profiling', asOf)} consents where not granted
	)`;
}
