import type { Engine } from '../engine';
import { rowsOf, sql } from '../sql/sql';
import { knownIdentities } from './knownIdentities';

/** One link that was ever made, and what became of it. */
export interface LinkRecord {
	readonly previousId: string;
	readonly customerId: string;
	/** `alias`: a sender said that they are one; `anonymous`: an event carried both. */
	readonly rule: 'alias' | 'anonymous';
	/** When it was known, milliseconds UTC. */
	readonly linkedAt: number;
	/** The event that made it. */
	readonly eventId: string;
	/** Null for a link that holds. */
	readonly undoneAt: number | null;
}

export interface IdentityDescription {
	/** The id as asked. */
	readonly id: string;
	/** The customer it belongs to; null for an anonymous id that belongs to nobody. */
	readonly customerId: string | null;
	/** All ids of that customer, anonymous ones included, the asked one too. */
	readonly ids: readonly string[];
	/** Links among these ids, also those that were undone, in the order they were known. */
	readonly log: readonly LinkRecord[];
}

/** Who each id is as far as was known before an instant, all ids of that person, and why; in the order asked. */
export async function describeIdentities(
	engine: Pick<Engine, 'store'>,
	ids: readonly string[],
	asOf: number,
): Promise<IdentityDescription[]> {
	const descriptions: IdentityDescription[] = [];
	for (const id of ids) descriptions.push(await describe(engine, id, asOf));
	return descriptions;
}

async function describe(engine: Pick<Engine, 'store'>, id: string, asOf: number): Promise<IdentityDescription> {
	const customerId = await ownerOf(engine, id, asOf);
	const rows = await engine.store.query<{ known_id: string }>(sql`
		with ${knownIdentities(asOf, [customerId ?? id])}
		select known_id from asked_ids
		union
		select known_id from visitors where canonical_id = ${customerId ?? id}`);
	const ids = [...new Set([id, ...rows.map((row) => row.known_id)])].sort();
	return { id, customerId, ids, log: await linksOf(engine, ids, asOf) };
}

/** A customer id is itself or who it became; an id only ever seen as a visitor's is that visitor's owner. */
async function ownerOf(engine: Pick<Engine, 'store'>, id: string, asOf: number): Promise<string | null> {
	const [row] = await engine.store.query<{ person: string | null; is_visitor: number; owner: string | null }>(sql`
		with ${knownIdentities(asOf, await alsoOwners(engine, id))}
		select (select max(canonical_id) from people where known_id = ${id}) as person,
			(select count(*) from visitors where known_id = ${id}) as is_visitor,
			(select max(canonical_id) from visitors where known_id = ${id}) as owner`);
	if (row.person !== null) return row.person;
	return row.is_visitor > 0 ? row.owner : id;
}

/** The asked id and every customer it was seen with: whom a visitor belongs to hangs on all of them. */
async function alsoOwners(engine: Pick<Engine, 'store'>, id: string): Promise<string[]> {
	const rows = await engine.store.query<{ customer_id: string }>(sql`
		select distinct customer_id from identities where known_as = 'anonymous' and known_id = ${id}`);
	return [id, ...rows.map((row) => row.customer_id)];
}

async function linksOf(
	engine: Pick<Engine, 'store'>,
	ids: readonly string[],
	asOf: number,
): Promise<LinkRecord[]> {
	const rows = await engine.store.query<{
		known_id: string;
		known_as: LinkRecord['rule'];
		customer_id: string;
		linked_at: number;
		event_id: string;
		undone_at: number | null;
	}>(sql`
		select known_id, known_as, customer_id, linked_at, event_id,
			case when undone_at < ${asOf} then undone_at end as undone_at
		from identities
		where linked_at < ${asOf}
			and (known_id in ${rowsOf(ids)} or customer_id in ${rowsOf(ids)})
		order by linked_at, known_as, known_id, customer_id, event_id`);
	return rows.map((row) => ({
		previousId: row.known_id,
		customerId: row.customer_id,
		rule: row.known_as,
		linkedAt: row.linked_at,
		eventId: row.event_id,
		undoneAt: row.undone_at,
	}));
}
