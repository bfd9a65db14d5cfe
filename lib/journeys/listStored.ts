import { toIso } from '../core/clock';
import { rulePattern } from '../segments/rules/ruleSegment';
import { sql } from '../sql/sql';
import type { Store } from '../store/types';

/** An entry of a From List search. */
export interface ListEntry {
	readonly name: string;
	readonly value: string;
}

const LIST_MAX = 200;

/** Snapshots, newest first: "2025-06-30 00:00 · 20,000 customers". */
export async function listSnapshots(store: Store): Promise<ListEntry[]> {
	const rows = await store.query<{ id: string; as_of: number; customers: number }>(
		sql`select id, as_of, customers from snapshots order by created_at desc, id limit ${LIST_MAX}`,
	);
	return rows.map((row) => ({
		name: `${toIso(row.as_of).slice(0, 16).replace('T', ' ')} · ${row.customers.toLocaleString('en-US')} customers`,
		value: row.id,
	}));
}

/** Models whose name starts with a word: "segments" or "propensity"; newest first. */
export async function listModels(store: Store, start: string): Promise<ListEntry[]> {
	const rows = await store.query<{ id: string; name: string; version: number; as_of: number }>(
		sql`select id, name, version, as_of from models where name like ${`${start}%`}
			order by created_at desc, id limit ${LIST_MAX}`,
	);
	return rows.map((row) => ({
		name: `${row.name} · version ${row.version} · ${toIso(row.as_of).slice(0, 10)}`,
		value: row.id,
	}));
}

/** The segments customers are in now, largest first. */
export async function listSegments(store: Store): Promise<ListEntry[]> {
	const rows = await store.query<{ id: string; name: string; size: number }>(sql`
		select id, name, size from segments
		where model in (select distinct model from memberships where valid_to is null) or model like ${rulePattern}
		order by size desc, id limit ${LIST_MAX}`);
	return rows.map((row) => ({
		name: `${row.name} · ${row.size.toLocaleString('en-US')} customers`,
		value: row.id,
	}));
}

/** What customers do, most frequent first: "Order Completed · 12,034". */
export async function listEvents(store: Store): Promise<ListEntry[]> {
	const rows = await store.query<{ name: string; often: number }>(sql`
		select name, count(*) as often from events
		where excluded is null and kind in ('track', 'page', 'screen') and name <> ''
		group by name order by often desc, name limit ${LIST_MAX}`);
	return rows.map(({ name, often }) => ({ name: `${name} · ${often.toLocaleString('en-US')}`, value: name }));
}

/** Ways in which texts became vectors, newest first: "openai text-embedding-3-small · 2025-06-30". */
export async function listTextModels(store: Store): Promise<ListEntry[]> {
	const rows = await store.query<{ id: string; embedder: string; created_at: number }>(
		sql`select id, embedder, created_at from text_models order by created_at desc, id limit ${LIST_MAX}`,
	);
	return rows.map((row) => ({ name: `${row.embedder} · ${toIso(row.created_at).slice(0, 10)}`, value: row.id }));
}
