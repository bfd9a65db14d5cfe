import { resolvedStatements } from '../events/resolvedEvents';
import type { Dialect } from '../sql/dialect';
import { joinSql, sql, type Sql } from '../sql/sql';
import {
	consentGivenEvent,
	consentTraits,
	consentWithdrawnEvent,
	objectionEvents,
	yesTexts,
} from './consentEvents';
import type { Purpose } from './types';

/**
 * The statement that counts for each customer who ever made one, known before `asOf`: customer_id, granted
 * (boolean), stated_at. The latest wins; at the same instant the withdrawal does. A clock that runs ahead
 * cannot make a statement later than its arrival.
 */
export function latestConsents(dialect: Dialect, purpose: Purpose, asOf: number): Sql {
	return sql`(
		select customer_id, granted, stated_at from (
			select customer_id, granted, stated_at,
				row_number() over (
					partition by customer_id order by stated_at desc, received_at desc, granted
				) as place
			from ${statements(dialect, purpose, asOf)} stated
			where granted is not null
		) ranked
		where place = 1
	)`;
}

function statements(dialect: Dialect, purpose: Purpose, asOf: number): Sql {
	const trait = clean(dialect.property(sql`properties`, consentTraits[purpose]));
	return sql`(
		select resolved_id as customer_id, received_at,
			least(occurred_at, received_at) as stated_at,
			case
				when kind = 'identify' then ${trait} in (${joinSql(yesTexts)})
				else ${tracked(dialect, purpose)}
			end as granted
		from ${resolvedStatements(asOf)} events
		where resolved_id is not null
			and (kind = 'identify' or (kind = 'track' and name in (${joinSql(namesOf(purpose))})))
	)`;
}

function namesOf(purpose: Purpose): readonly string[] {
	const objections = purpose === 'marketing' ? objectionEvents : [];
	return [consentGivenEvent, consentWithdrawnEvent, ...objections];
}

/** True, false, or null when the event speaks of another purpose. */
function tracked(dialect: Dialect, purpose: Purpose): Sql {
	const stated = clean(dialect.property(sql`properties`, 'purpose'));
	return sql`case
		when name = ${consentGivenEvent} and ${stated} = ${purpose} then true
		when name = ${consentWithdrawnEvent} and coalesce(${stated}, ${purpose}) = ${purpose} then false
		when name not in (${consentGivenEvent}, ${consentWithdrawnEvent}) then false
	end`;
}

function clean(text: Sql): Sql {
	return sql`nullif(lower(trim(${text})), '')`;
}
