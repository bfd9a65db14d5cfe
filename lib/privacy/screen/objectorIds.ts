import { knownIdentities } from '../../events/knownIdentities';
import type { Dialect } from '../../sql/dialect';
import { sql, type Sql } from '../../sql/sql';
import { latestConsents } from '../consentStatements';

/** All ids of those who had objected to profiling before `asOf`: their own, and those known to be theirs. Column: id. */
export function objectorIds(dialect: Dialect, asOf: number): Sql {
	return sql`(
		with ${knownIdentities(asOf)},
		objectors as (
			select customer_id from ${latestConsents(dialect, 'profiling', asOf)} consents where not granted
		)
		select customer_id as id from objectors
		union
		select known_id from people where canonical_id in (select customer_id from objectors)
		union
		select known_id from visitors where canonical_id in (select customer_id from objectors)
	)`;
}
