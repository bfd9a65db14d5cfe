import { joinSql, sql, type Sql } from '../sql/sql';

/**
 * Who a visitor is, on a device that several customers signed in on: the first of them, or nobody. The owner's choice,
 * kept in the table `settings`; events with a customer id of their own always stay with that customer.
 */
export const sharedDeviceRules = ['firstCustomer', 'nobodyWhenShared'] as const;
export type SharedDeviceRule = (typeof sharedDeviceRules)[number];

/** Name of the rule in `settings`; without a row it is `firstCustomer`. */
export const sharedDeviceSetting = 'sharedDevices';

/**
 * What was known before `asOf` of who is who, as the members of a `with`:
 *
 * - `people` (known_id, group_id, canonical_id): every id that aliases made one person with others. The canonical id is one
 *   that was never given up for another, the one stated earliest; in a circle, the one stated earliest.
 * - `visitors` (known_id, canonical_id): anonymous ids and whom they belong to, null for nobody: the person an alias makes
 *   them, else the customer they were seen with, by the rule for shared devices.
 * - `asked_ids` and `asked_visitors` (known_id), with `customers` only: all ids of the asked people, and all anonymous ids
 *   ever seen with them. Then the others hold no more than what is needed for these.
 */
export function knownIdentities(asOf: number, customers?: readonly string[]): Sql {
	const parts = [
		sql`identity_links as (
			select known_id, known_as, customer_id, stated_at from identities
			where linked_at < ${asOf} and (undone_at is null or undone_at >= ${asOf})
		)`,
		sql`identity_members as (
			select known_id, group_id from identity_groups
			where valid_from < ${asOf} and (valid_to is null or valid_to >= ${asOf})
		)`,
	];
	if (customers === undefined) return joinSql([...parts, people(sql`identity_members`), visitors(sql`true`)]);
	const near = sql`(select * from identity_members where ${groupOfOneOf(sql`select known_id from near_ids`)})`;
	return joinSql([
		...parts,
		...nearTo(customers),
		people(near),
		visitors(sql`links.known_id in (select known_id from asked_visitors)`),
	]);
}

function groupOfOneOf(ids: Sql): Sql {
	return sql`group_id in (select group_id from identity_members where known_id in (${ids}))`;
}

/** Ids whose links decide about the asked customers: theirs, and those of customers on the same devices. */
function nearTo(customers: readonly string[]): Sql[] {
	const asked = sql`select unnest(${customers}) as known_id`;
	return [
		sql`asked_ids as (
			${asked} union select known_id from identity_members where ${groupOfOneOf(asked)}
		)`,
		sql`asked_visitors as (
			select known_id from asked_ids
			union
			select known_id from identity_links
			where known_as = 'anonymous' and customer_id in (select known_id from asked_ids)
		)`,
		sql`near_ids as (
			select known_id from asked_ids
			union
			select customer_id from identity_links
			where known_as = 'anonymous' and known_id in (select known_id from asked_visitors)
		)`,
	];
}

function people(members: Sql): Sql {
	return sql`people as (
		select members.known_id, group_id, first_value(members.known_id) over (
			partition by group_id order by is_given_up, stated_at nulls last, members.known_id
		) as canonical_id
		from ${members} members
		join (
			select known_id, max(given_up) as is_given_up, min(stated_at) as stated_at from (
				select customer_id as known_id, 0 as given_up, stated_at from identity_links where known_as = 'alias'
				union all
				select known_id, 1, null from identity_links where known_as = 'alias'
			) ends
			group by known_id
		) roles on roles.known_id = members.known_id
	)`;
}

function visitors(condition: Sql): Sql {
	return sql`visitors as (
		select known_id, canonical_id from people
		union all
		select known_id, case when lowest = highest or ${ruleIs('firstCustomer')} then canonical_id end
		from (
			select known_id, canonical_id,
				row_number() over (partition by known_id order by stated_at, customer_id) as place,
				min(canonical_id) over (partition by known_id) as lowest,
				max(canonical_id) over (partition by known_id) as highest
			from (
				select links.known_id, links.customer_id, links.stated_at,
					coalesce(people.canonical_id, links.customer_id) as canonical_id
				from identity_links links
				left join people on people.known_id = links.customer_id
				where links.known_as = 'anonymous' and ${condition}
					and links.known_id not in (select known_id from people)
			) seen
		) ranked
		where place = 1
	)`;
}

function ruleIs(rule: SharedDeviceRule): Sql {
	return sql`coalesce((
		select max(value) from settings where name = ${sharedDeviceSetting}
	), ${sharedDeviceRules[0]}) = ${rule}`;
}
