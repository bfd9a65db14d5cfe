/** Where the tables of a cluster are. */
export interface ClusterPlace {
	/** As `remote_servers` of the servers names it. */
	readonly cluster: string;
	/** The database, which exists on every server. */
	readonly database: string;
}

/** A table's rows lie on one server each, or all of them on every server. */
export type Placement = { readonly kind: 'sharded'; readonly by: string } | { readonly kind: 'everywhere' };

/**
 * The shard of a row: the same for all rows of a customer, as far as the event itself says who it is, and for all rows with
 * one sorting key, because only rows that lie together replace each other.
 */
const shardedBy: Readonly<Record<string, string>> = {
	events: "cityHash64(coalesce(customer_id, anonymous_id, ''))",
	memberships: "cityHash64(coalesce(customer_id, ''))",
	messages: "cityHash64(coalesce(id, ''))",
	text_events: "cityHash64(coalesce(event_id, ''))",
};

/** Tables that are made one by one, by the beginning of their names. */
const shardedFamilies: readonly (readonly [string, string])[] = [
	['snapshot_', shardedBy.memberships],
	['text_vectors_', "cityHash64(coalesce(content, ''))"],
];

/** Few rows, or looked up by every row of the others: who is who, models, segments, choices. */
const everywhere: ReadonlySet<string> = new Set([
	'schema_version', 'identities', 'identity_groups', 'identity_names', 'settings', 'imports', 'feature_sets', 'snapshots',
	'models', 'segments', 'refreshes', 'sync_state', 'segment_proofs',
	'text_models', 'dropped_counts',
]);

/** Undefined for tables that live as long as one computation: they are on the server that is asked, and travel with the query. */
export function placementOf(table: string): Placement | undefined {
	const by = shardedBy[table];
	if (by !== undefined) return { kind: 'sharded', by };
	if (everywhere.has(table)) return { kind: 'everywhere' };
	const family = shardedFamilies.find(([beginning]) => table.startsWith(beginning));
	return family === undefined ? undefined : { kind: 'sharded', by: family[1] };
}

/** The part of a table that lies on one server. */
export function localName(table: string): string {
	return `${table}_local`;
}
