import { joinSql, sql, type Sql } from '../sql/sql';

/** Longest chain of aliases that is followed; a cycle ends there. */
const ALIAS_DEPTH_MAX = 10;

/**
 * The behaviour that was known before an instant: all events but those marked as none (`excluded`), each with
 * `resolved_id`, the customer it belongs to as far as was known then, or null for a visitor nobody has
 * identified. Strict on both clocks: what occurred or arrived at `asOf` or later does not exist yet. With
 * `customers`, only events of these.
 */
export function resolvedEvents(asOf: number, customers?: readonly string[]): Sql {
	return resolve(sql`events.occurred_at < ${asOf} and events.excluded is null`, asOf, customers);
}

/**
 * All that was said before an instant, also by machines and by clocks that are wrong: for consents and traits, which
 * must hold whoever delivered them. What is dated later than it arrived counts from its arrival.
 */
export function resolvedStatements(asOf: number, customers?: readonly string[]): Sql {
	return resolve(sql`true`, asOf, customers);
}

function resolve(condition: Sql, asOf: number, customers: readonly string[] | undefined): Sql {
	return sql`(
		select events.*, coalesce(aliased.customer_id, events.customer_id, linked.customer_id) as resolved_id
		from events
		left join ${anonymousLinks(asOf)} linked
			on linked.known_id = ${visitorId}
		left join ${aliasLinks(asOf)} aliased
			on aliased.known_id = coalesce(events.customer_id, linked.customer_id)
		where events.received_at < ${asOf} and ${condition}
		${customers === undefined ? sql`` : sql`and ${belongsTo(customers, asOf)}`}
	)`;
}

/** As one expression, because only an equality of two sides is joined by hashing. */
const visitorId = sql`case when events.customer_id is null then events.anonymous_id end`;

/** The first customer that was seen with an anonymous id. */
function anonymousLinks(asOf: number): Sql {
	return sql`(
		select known_id, customer_id from (
			select known_id, customer_id,
				row_number() over (partition by known_id order by linked_at, customer_id) as place
			from identities where known_as = 'anonymous' and linked_at < ${asOf}
		) ranked
		where place = 1
	)`;
}

/** The end of the chain of aliases of a customer id. */
function aliasLinks(asOf: number): Sql {
	return sql`(
		with recursive step as (
			select known_id, customer_id from (
				select known_id, customer_id,
					row_number() over (partition by known_id order by linked_at desc, customer_id) as place
				from identities where known_as = 'alias' and linked_at < ${asOf}
			) ranked
			where place = 1
		), chain(known_id, customer_id, depth) as (
			select known_id, customer_id, 1 from step
			union all
			select chain.known_id, step.customer_id, chain.depth + 1
			from chain join step on step.known_id = chain.customer_id
			where chain.depth < ${ALIAS_DEPTH_MAX} and step.customer_id <> chain.known_id
		)
		select known_id, customer_id from (
			select known_id, customer_id,
				row_number() over (partition by known_id order by depth desc) as place
			from chain
		) ranked
		where place = 1
	)`;
}

/** Events under the asked ids, under ids that became one of them, and of visitors known as either. */
function belongsTo(customers: readonly string[], asOf: number): Sql {
	const asked = sql`(select unnest(${customers}))`;
	const merged = sql`(
		select known_id from ${aliasLinks(asOf)} chains where customer_id in ${asked}
	)`;
	const visitors = sql`(
		select known_id from identities
		where known_as = 'anonymous' and linked_at < ${asOf}
			and (customer_id in ${asked} or customer_id in ${merged})
	)`;
	const conditions = [
		sql`events.customer_id in ${asked}`,
		sql`events.customer_id in ${merged}`,
		sql`${visitorId} in ${visitors}`,
	];
	return sql`(${joinSql(conditions, ' or ')})`;
}
