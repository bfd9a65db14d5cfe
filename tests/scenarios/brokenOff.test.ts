import { expect, test } from 'vitest';
import { seededRandom } from '../../lib/core/random';
import { undoLinks } from '../../lib/events/linkIdentities';
import { sql } from '../../lib/sql/sql';
import { openClickHouseStore } from '../../lib/store/clickhouse/openClickHouseStore';
import type { CustomerEvent } from '../../lib/store/customerEvent';
import type { Store } from '../../lib/store/types';
import { anEvent } from '../support/anEvent';
import { openCutOff } from '../support/cutOff';
import { openClickHouse } from '../support/databases/openClickHouse';
import { openStoreAtPlace } from '../support/killedPlaces';

const deep = process.env.COHORTS_DEEP === '1';
const drawnPlaces = 4;

test(
	`ClickHouse: after whichever statement the recording of events is broken off${deep ? '' : ` (${drawnPlaces} drawn)`}, nothing is lost and the retry completes it`,
	async () => {
		const { connection } = await openClickHouse();
		const cutOff = await openCutOff(connection.url);
		const store = await openStoreAtPlace({ store: 'clickhouse', connection: { ...connection, url: cutOff.url } });

		await store.recordEvents(before('whole'));
		const start = cutOff.arrived();
		await store.recordEvents(after('whole'));
		const requests = cutOff.arrived() - start;
		const whole = await readAll(store, 'whole');
		expect(whole.events).toHaveLength(before('whole').length + after('whole').length);

		for (const place of drawPlaces(requests)) {
			const story = `story${place}`;
			await store.recordEvents(before(story));
			cutOff.letThrough(place);
			await expect(store.recordEvents(after(story))).rejects.toThrow('cannot be reached');
			cutOff.letThrough(Number.POSITIVE_INFINITY);
			expect(await together(store, story)).toEqual(expect.arrayContaining(['a+b', 'c+d']));
			const again = await openClickHouseStore({ connection });
			await again.recordEvents(after(story));
			expect(await readAll(again, story)).toEqual(whole);
			await again.close();
		}
	},
	deep ? 600_000 : 120_000,
);

test(
	`ClickHouse: after whichever statement an undo is broken off${deep ? '' : ` (${drawnPlaces} drawn)`}, undoing again finishes it`,
	async () => {
		const { connection } = await openClickHouse();
		const cutOff = await openCutOff(connection.url);
		const store = await openStoreAtPlace({ store: 'clickhouse', connection: { ...connection, url: cutOff.url } });
		const clock = { now: () => 100 * day };
		const undo = async (from: Store, story: string) =>
			await undoLinks({ store: from, clock }, [{ previousId: `${story}-b`, customerId: `${story}-d` }]);
		const linked = async (story: string): Promise<void> =>
			void (await store.recordEvents([...before(story), ...after(story)]));

		await linked('whole');
		const start = cutOff.arrived();
		expect(await undo(store, 'whole')).toMatchObject([{ ok: true, value: 1 }]);
		const requests = cutOff.arrived() - start;
		const whole = await readAll(store, 'whole');

		for (const place of drawPlaces(requests)) {
			const story = `story${place}`;
			await linked(story);
			cutOff.letThrough(place);
			await expect(undo(store, story)).rejects.toThrow('cannot be reached');
			cutOff.letThrough(Number.POSITIVE_INFINITY);
			const again = await openClickHouseStore({ connection });
			const wasComplete = JSON.stringify(await readAll(again, story)) === JSON.stringify(whole);
			expect(await undo(again, story)).toMatchObject([{ ok: !wasComplete }]);
			expect(await readAll(again, story)).toEqual(whole);
			await again.close();
		}
	},
	deep ? 600_000 : 120_000,
);

/** After which of so many requests it ends: all in deep runs. */
function drawPlaces(requests: number): number[] {
	const places = Array.from({ length: requests }, (_, place) => place);
	if (deep) return places;
	const random = seededRandom('broken off');
	// One from each stretch, so that no stage of the work is left out.
	return Array.from({ length: drawnPlaces }, (_, index) =>
		Math.floor(((index + random.next()) * requests) / drawnPlaces));
}

const day = 86_400_000;

function alias(story: string, [previousId, customerId]: string, at: number): CustomerEvent {
	const parts = { eventId: `${story}-${previousId}${customerId}`, kind: 'alias', name: 'alias', occurredAt: at } as const;
	return anEvent({ ...parts, anonymousId: `${story}-${previousId}`, customerId: `${story}-${customerId}` });
}

/** Two pairs. */
function before(story: string): CustomerEvent[] {
	return [alias(story, 'ab', 10 * day), alias(story, 'cd', 11 * day)];
}

/** Joins the pairs, one link older than what is known, beside a visit and an event without a link. */
function after(story: string): CustomerEvent[] {
	const ada = { customerId: `${story}-a`, occurredAt: 12 * day };
	return [
		alias(story, 'bd', 9 * day),
		alias(story, 'ec', 12 * day),
		anEvent({ ...ada, eventId: `${story}-visit`, anonymousId: `${story}-visitor` }),
		anEvent({ ...ada, eventId: `${story}-plain` }),
	];
}

/** All that is stored about a story, without its name. */
async function readAll(store: Store, story: string): Promise<Record<string, unknown[]>> {
	const columns = {
		events: sql`select event_id as one, customer_id as other, occurred_at as at, received_at as until from events`,
		identities: sql`select known_id as one, customer_id as other, linked_at as at, stated_at as until from identities`,
		identity_groups: sql`select known_id as one, concat(group_id, ' in ', cluster_id) as other, valid_from as at, valid_to as until from identity_groups`,
		identity_names: sql`select group_id as one, concat(canonical_id, ' in ', cluster_id) as other, valid_from as at, valid_to as until from identity_names`,
	};
	const found: Record<string, unknown[]> = {};
	for (const [name, select] of Object.entries(columns)) {
		const rows = await store.query(sql`select * from (${select}) found where one like ${`${story}-%`} order by one, other, at`);
		found[name] = JSON.parse(JSON.stringify(rows).replaceAll(`${story}-`, '')) as unknown[];
	}
	return found;
}

/** Pairs that are one person now. */
async function together(store: Store, story: string): Promise<string[]> {
	const rows = await store.query<{ pair: string }>(sql`
		select distinct concat(one.known_id, '+', other.known_id) as pair from identity_groups one
		join identity_groups other on other.group_id = one.group_id
		where one.valid_to is null and other.valid_to is null and one.known_id like ${`${story}-%`}`);
	return rows.map(({ pair }) => pair.replaceAll(`${story}-`, ''));
}
