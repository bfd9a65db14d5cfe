import type { ColumnType } from '../sql/dialect';

export interface TableSchema {
	readonly name: string;
	readonly columns: Readonly<Record<string, ColumnType>>;
	/** Columns whose values together are unique; the store keeps it so. */
	readonly key?: readonly string[];
}

/**
 * The store's tables as data; `migrations.ts` brings a file of any earlier version here.
 * Instants are milliseconds since 1970 UTC, money is integer cents beside its currency.
 */
export const tables = [
	{
		name: 'events',
		columns: {
			event_id: 'text',
			event_hash: 'integer',
			customer_id: 'text',
			anonymous_id: 'text',
			kind: 'text',
			name: 'text',
			occurred_at: 'instant',
			received_at: 'instant',
			backfilled: 'boolean',
			session_id: 'text',
			channel: 'text',
			campaign: 'text',
			order_id: 'text',
			product_id: 'text',
			quantity: 'number',
			revenue_cents: 'integer',
			currency: 'text',
			discount_cents: 'integer',
			coupon: 'text',
			device: 'text',
			platform: 'text',
			properties: 'json',
			excluded: 'text',
		},
	},
	/**
	 * One row a link: what `known_id` is from `linked_at` on, the first instant that could know it, up to `undone_at`.
	 * `stated_at` is when the sender said so, which no delay on the way changes. An undone link keeps its row.
	 */
	{
		name: 'identities',
		columns: {
			known_id: 'text',
			known_as: 'text',
			customer_id: 'text',
			linked_at: 'instant',
			event_id: 'text',
			stated_at: 'instant',
			undone_at: 'instant',
		},
	},
	/**
	 * Derived from the alias links: which ids were one person after `valid_from`, up to and with `valid_to`. A cluster is
	 * all that ever hung together, so that a change of a link touches one cluster alone.
	 */
	{
		name: 'identity_groups',
		columns: {
			known_id: 'text',
			group_id: 'text',
			cluster_id: 'text',
			valid_from: 'instant',
			valid_to: 'instant',
		},
	},
	/** Which id such a group went by, derived likewise. */
	{
		name: 'identity_names',
		columns: {
			group_id: 'text',
			canonical_id: 'text',
			cluster_id: 'text',
			valid_from: 'instant',
			valid_to: 'instant',
		},
	},
	/** Choices of the owner that every computation follows; what is not there has its default. */
	{
		name: 'settings',
		columns: { name: 'text', value: 'text' },
		key: ['name'],
	},
	/** How far imports came that are not finished: one that was interrupted goes on there. */
	{
		name: 'imports',
		columns: { id: 'text', position: 'integer', rows: 'integer', updated_at: 'instant' },
	},
	/** How many events lost what at the door, by the day they came; several rows a day are added up. */
	{
		name: 'dropped_counts',
		columns: { day: 'instant', kind: 'text', events: 'integer', counted_at: 'instant' },
	},
	{
		name: 'feature_sets',
		columns: { id: 'text', created_at: 'instant', definitions: 'json' },
		key: ['id'],
	},
	{
		name: 'snapshots',
		columns: {
			id: 'text',
			as_of: 'instant',
			created_at: 'instant',
			feature_set: 'text',
			customers: 'integer',
			scores: 'json',
			details: 'json',
		},
		key: ['id'],
	},
	/** How texts became vectors; those of one lie in a table that is called by its id. */
	{
		name: 'text_models',
		columns: { id: 'text', embedder: 'text', created_at: 'instant', details: 'json' },
		key: ['id'],
	},
	/** Which text of `content` an event has, by its hash; empty for an event without one. */
	{
		name: 'text_events',
		columns: { model: 'text', event_id: 'text', content: 'text' },
	},
	{
		name: 'models',
		columns: {
			id: 'text',
			name: 'text',
			version: 'integer',
			as_of: 'instant',
			created_at: 'instant',
			snapshot: 'text',
			model: 'json',
			details: 'json',
		},
		key: ['id'],
	},
	{
		name: 'segments',
		columns: {
			id: 'text',
			model: 'text',
			name: 'text',
			description: 'text',
			suggested_action: 'text',
			suggested_purpose: 'text',
			named_by: 'text',
			size: 'integer',
			share: 'number',
			details: 'json',
		},
		key: ['model', 'id'],
	},
	/**
	 * Who was where, when, and why; `valid_to` is null for the present. `valid_from` and `valid_to` are as-of instants;
	 * `written_at` and `ended_at` name the refresh that wrote the beginning and the end.
	 */
	{
		name: 'memberships',
		columns: {
			customer_id: 'text',
			model: 'text',
			segment: 'text',
			valid_from: 'instant',
			valid_to: 'instant',
			score: 'number',
			reason: 'text',
			left_because: 'text',
			written_at: 'instant',
			ended_at: 'instant',
		},
	},
	/** A finished refresh of memberships; `changed_at` only ever rises, so that what changed since one of them can be read. */
	{
		name: 'refreshes',
		columns: {
			changed_at: 'instant',
			model: 'text',
			as_of: 'instant',
			customers: 'integer',
			entered: 'integer',
			departed: 'integer',
		},
		key: ['changed_at'],
	},
	/** Up to which refresh a tool outside has been told who is in a segment; `offered_at` is told and not confirmed yet. */
	{
		name: 'sync_state',
		columns: { name: 'text', segment: 'text', confirmed_at: 'instant', offered_at: 'instant', updated_at: 'instant' },
		key: ['name'],
	},
	/** How well segments predicted what customers did later. */
	{
		name: 'segment_proofs',
		columns: {
			id: 'text',
			model: 'text',
			outcome: 'text',
			as_of: 'instant',
			created_at: 'instant',
			details: 'json',
		},
		key: ['id'],
	},
	/** One row a reserved delivery; the key makes a retry harmless. */
	{
		name: 'messages',
		columns: {
			id: 'text',
			customer_id: 'text',
			campaign: 'text',
			channel: 'text',
			state: 'text',
			reserved_at: 'instant',
			settled_at: 'instant',
			reason: 'text',
			content: 'json',
		},
		key: ['id'],
	},
] as const satisfies readonly TableSchema[];

export type TableName = (typeof tables)[number]['name'];
