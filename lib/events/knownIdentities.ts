import { joinSql, rowsOf, sql, type Sql } from '../sql/sql';

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
	if (customers === undefined) return joinSql([links(asOf), people(asOf, sql`true`), visitors(sql`true`)]);
	return joinSql([
		links(asOf),
		askedIds(asOf, customers),
		...devicesOf(asOf),
		people(asOf, sql`members.group_id in (select group_id from near_groups)`),
		visitors(sql`links.known_id in (select known_id from asked_visitors)`),
	]);
}

/** `asked_ids` and `people` alone, and no more than these need: for who a customer is, without the visitors. */
export function knownPeople(asOf: number, customers: readonly string[]): Sql {
	const asked = sql`members.group_id in (select group_id from asked_groups)`;
	return joinSql([askedIds(asOf, customers), people(asOf, asked)]);
}

function links(asOf: number): Sql {
	return sql`identity_links as (
		select known_id, known_as, customer_id, stated_at from identities
		where known_as = 'anonymous' and linked_at < ${asOf} and (undone_at is null or undone_at >= ${asOf})
	)`;
}

function heldAt(asOf: number, table: Sql): Sql {
	return sql`${table}.valid_from < ${asOf} and (${table}.valid_to is null or ${table}.valid_to >= ${asOf})`;
}

function askedIds(asOf: number, customers: readonly string[]): Sql {
	const asked = sql`select listed as known_id from ${rowsOf(customers)} given`;
	return sql`asked_groups as (
			select group_id from identity_groups members
			where ${heldAt(asOf, sql`members`)} and known_id in (${asked})
		), asked_ids as (
			${asked}
			union
			select known_id from identity_groups members
			where ${heldAt(asOf, sql`members`)} and group_id in (select group_id from asked_groups)
		)`;
}

/** The devices of the asked customers, and the people of all who were seen on them: these decide whose a visitor is. */
function devicesOf(asOf: number): Sql[] {
	return [
		sql`asked_visitors as (
			select known_id from asked_ids
			union
			select known_id from identity_links where customer_id in (select known_id from asked_ids)
		)`,
		sql`near_groups as (
			select group_id from identity_groups members
			where ${heldAt(asOf, sql`members`)} and known_id in (
				select known_id from asked_visitors
				union
				select customer_id from identity_links where known_id in (select known_id from asked_visitors)
			)
			union
			select group_id from asked_groups
		)`,
	];
}

function people(asOf: number, condition: Sql): Sql {
	return sql`people as (
		select members.known_id, members.group_id, names.canonical_id
		from identity_groups members
		join identity_names names on names.group_id = members.group_id
		where ${heldAt(asOf, sql`members`)} and ${heldAt(asOf, sql`names`)} and ${condition}
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
				where ${condition}
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
