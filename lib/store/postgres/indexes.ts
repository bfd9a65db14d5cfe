import { sql, type Sql } from '../../sql/sql';

/** What the store looks up by; the unique one is the promise that an event is stored once. */
export const indexes: readonly Sql[] = [
	sql`create unique index if not exists events_once on events (event_hash, event_id)`,
	sql`create index if not exists events_of_customer on events (customer_id, occurred_at)`,
	sql`create index if not exists events_of_visitor on events (anonymous_id) where customer_id is null`,
	sql`create index if not exists events_by_time on events using brin (occurred_at)`,
	sql`create index if not exists identities_known on identities (known_id)`,
	sql`create index if not exists identities_customer on identities (customer_id)`,
	sql`create index if not exists identity_groups_known on identity_groups (known_id)`,
	sql`create index if not exists identity_groups_group on identity_groups (group_id)`,
	sql`create index if not exists identity_groups_cluster on identity_groups (cluster_id)`,
	sql`create index if not exists identity_names_group on identity_names (group_id)`,
	sql`create index if not exists identity_names_cluster on identity_names (cluster_id)`,
	sql`create index if not exists memberships_present on memberships (customer_id) where valid_to is null`,
	sql`create index if not exists memberships_written on memberships (written_at)`,
	sql`create index if not exists memberships_ended on memberships (ended_at)`,
	sql`create index if not exists messages_customer on messages (customer_id)`,
];
