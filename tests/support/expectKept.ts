import { createRequire } from 'node:module';
import { expect } from 'vitest';
import { sql, type Sql } from '../../lib/sql/sql';
import type { CustomerEvent } from '../../lib/store/customerEvent';
import type { Store } from '../../lib/store/types';

/** The same events that child processes record. */
export const { loadEvent, togetherEvent } = createRequire(__filename)('./loadEvent.cjs') as {
	loadEvent(generation: string, count: number): CustomerEvent;
	togetherEvent(generation: string, count: number): CustomerEvent;
};

/** Every event is stored once, with the link it proves, and who is one person by it. Every link is of an earlier id of its own. */
export async function expectKept(store: Store, events: readonly CustomerEvent[]): Promise<void> {
	const linking = events.filter(({ anonymousId, customerId }) => anonymousId !== null && customerId !== null);
	const keysOf = async (select: Sql): Promise<string[]> => [...(await store.columns(select)).keys];
	expectOnceEach(await keysOf(sql`select event_id from events`), events.map(({ eventId }) => eventId));
	expectOnceEach(await keysOf(sql`select known_id from identities`), linking.map(({ anonymousId }) => anonymousId as string));
	expectOnceEach(
		await keysOf(sql`
			select links.known_id from identities links
			join identity_groups one on one.known_id = links.known_id and one.valid_to is null
			join identity_groups other on other.known_id = links.customer_id and other.valid_to is null
			where links.known_as = 'alias' and one.group_id = other.group_id`),
		linking.filter(({ kind }) => kind === 'alias').map(({ anonymousId }) => anonymousId as string),
	);
}

function expectOnceEach(found: readonly string[], expected: readonly string[]): void {
	const known = new Set(found);
	expect(known.size).toBe(found.length);
	expect(expected.filter((id) => !known.has(id))).toEqual([]);
}
