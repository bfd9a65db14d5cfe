import { identifier, joinSql, sql, type Sql } from '../sql/sql';
import { knownIdentities } from './knownIdentities';

/**
 * The behaviour that was known before an instant: all events but those marked as none (`excluded`), each with
 * `resolved_id`, the customer it belongs to as far as was known then, or null for a visitor nobody has
 * identified. Strict on both clocks: what occurred or arrived at `asOf` or later does not exist yet. With
 * `customers`, only events of these.
 */
export function resolvedEvents(asOf: number, customers?: readonly string[]): Sql {
	return resolve(behaviour(asOf), { asOf, customers });
}

/** The same without the events of visitors nobody has identified; only `columns` of `events`. */
export function customerEvents(
	asOf: number,
	{ customers, columns }: { readonly customers?: readonly string[]; readonly columns: readonly string[] },
): Sql {
	// Said of the ids, not of `resolved_id`, which an engine would otherwise work out once more for each event.
	const belongs = sql`(stored_event.customer_id is not null or visitor.canonical_id is not null)`;
	return resolve(sql`${behaviour(asOf)} and ${belongs}`, { asOf, customers, columns });
}

function behaviour(asOf: number): Sql {
	return sql`stored_event.occurred_at < ${asOf} and stored_event.excluded is null`;
}

/**
 * All that was said before an instant, also by machines and by clocks that are wrong: for consents and traits, which
 * must hold whoever delivered them. What is dated later than it arrived counts from its arrival.
 */
export function resolvedStatements(asOf: number, customers?: readonly string[]): Sql {
	return resolve(sql`true`, { asOf, customers });
}

/**
 * The table has a name of its own here, because ClickHouse takes "events" for a feature of that name.
 * An event with a customer id is that customer's, whatever device it came from; only one without follows its visitor.
 */
function resolve(
	condition: Sql,
	{ asOf, customers, columns }: {
		readonly asOf: number;
		readonly customers?: readonly string[];
		readonly columns?: readonly string[];
	},
): Sql {
	const read = columns?.map((name) => sql`stored_event.${identifier(name)}`) ?? [sql`stored_event.*`];
	return sql`(
		with ${knownIdentities(asOf, customers)}
		select ${joinSql(read)}, coalesce(person.canonical_id, stored_event.customer_id, visitor.canonical_id) as resolved_id
		from events stored_event
		left join people person on person.known_id = stored_event.customer_id
		left join visitors visitor on visitor.known_id = ${visitorId}
		where stored_event.received_at < ${asOf} and ${condition}
		${customers === undefined ? sql`` : sql`and ${belongsToAsked}`}
	)`;
}

/** As one expression, because only an equality of two sides is joined by hashing. */
const visitorId = sql`case when stored_event.customer_id is null then stored_event.anonymous_id end`;

const belongsToAsked = sql`(
	stored_event.customer_id in (select known_id from asked_ids)
	or ${visitorId} in (select known_id from asked_visitors)
)`;
