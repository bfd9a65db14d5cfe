import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../lib/core/random';
import type { DeliveryRules, OutgoingMessage } from '../../lib/delivery/types';
import { sql } from '../../lib/sql/sql';
import { schemaVersion } from '../../lib/store/migrations';
import { openPostgresStore } from '../../lib/store/postgres/openPostgresStore';
import { refreshGroups } from '../../lib/store/refreshGroups';
import type { Session, Store } from '../../lib/store/types';
import { aMessage, openRules } from '../lib/delivery/builders';
import { startPostgres, type RunningPostgres } from '../support/databases/startPostgres';
import { expectKept, togetherEvent } from '../support/expectKept';
import { openStoreAtPlace, type Place } from '../support/killedPlaces';
import { temporaryFolder } from '../support/openTestStore';
import { startChild, type Child } from '../support/startChild';

const deep = process.env.COHORTS_DEEP === '1';
const rounds = deep ? 10 : 1;
const events = 600;

let postgres: RunningPostgres;
beforeAll(async () => {
	postgres = await startPostgres();
});
afterAll(async () => await postgres.stop());

function placeOf(schema: string): Place {
	return { store: 'postgres', connection: postgres.connection, schema };
}

/** Starts all of them at the same moment, when each has opened the store. */
async function runTogether(children: readonly Child[]): Promise<string[][]> {
	await Promise.all(children.map(async (child) => await child.printed(/^opened$/)));
	for (const child of children) child.process.stdin.write('start\n');
	const lines = await Promise.all(children.map(async (child) => await child.ended()));
	return lines.map((some) => some.filter((line) => line !== 'opened'));
}

for (let round = 0; round < rounds; round += 1) {
	test(`four processes that make the tables of a store, record the same events and import them at once keep each once (${round + 1} of ${rounds})`, async () => {
		const generation = `together${round}`;
		const place = JSON.stringify(placeOf(generation));
		const recorders = [1, 2, 3, 4].map((number) =>
			startChild('recordTogetherChild.cjs', place, generation, String(events), `${generation}-${number}`));
		const importer = startChild('importChild.cjs', place, await writeEvents(generation));
		const told = await runTogether(recorders);
		await importer.ended();

		const store = await openStoreAtPlace(placeOf(generation));
		const numbers = told.flat();
		expect(new Set(numbers).size).toBe(numbers.length);
		await expectKept(store, Array.from({ length: events }, (_, index) => togetherEvent(generation, index + 1)));
		const groups = await readGroups(store);
		expect(groups.length).toBeGreaterThan(20);
		await store.transaction(refreshAll);
		expect(await readGroups(store)).toEqual(groups);
	}, 60_000);
}

/** The same events as a file, so that an import, which keeps links before events, meets those that record, which do not. */
async function writeEvents(generation: string): Promise<string> {
	const path = join(await temporaryFolder(), 'events.ndjson');
	const lines = Array.from({ length: events }, (_, index) => {
		const { eventId, kind, name, customerId, anonymousId, occurredAt } = togetherEvent(generation, index + 1);
		const timestamp = new Date(occurredAt).toISOString();
		return JSON.stringify({ messageId: eventId, type: kind, event: name, userId: customerId, anonymousId, timestamp });
	});
	writeFileSync(path, lines.join('\n'));
	return path;
}

async function readGroups(store: Store): Promise<unknown[]> {
	return [
		...(await store.query(sql`select * from identity_groups order by known_id, group_id, valid_from`)),
		...(await store.query(sql`select * from identity_names order by group_id, canonical_id, valid_from`)),
	];
}

async function refreshAll(session: Session): Promise<void> {
	await refreshGroups(session, sql`
		select known_id from identities where known_as = 'alias' union all select customer_id as known_id from identities where known_as = 'alias'`);
}

test('stores that are opened at once in an empty schema all open, and its tables are made once', async () => {
	const options = { connection: postgres.connection, schema: 'empty' };
	const stores = await Promise.all(Array.from({ length: 6 }, async () => await openPostgresStore(options)));
	const versions = await stores[5].query<{ version: number }>(sql`select version from schema_version order by version`);
	expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: schemaVersion }, (_, index) => index + 1));
	await Promise.all(stores.map(async (store) => await store.close()));
});

test('two transactions that wait for each other both succeed: the one that Postgres ends runs again', async () => {
	const stores = await Promise.all([1, 2].map(async () => await openStoreAtPlace(placeOf('deadlock'))));
	let runs = 0;
	let holding = 0;
	let bothHold: () => void = () => undefined;
	const both = new Promise<void>((resolve) => (bothHold = resolve));
	const work = (first: 'models' | 'messages', second: 'models' | 'messages') => async (session: Session) => {
		runs += 1;
		await session.lock(first);
		holding += 1;
		if (holding === 2) bothHold();
		await both;
		await session.lock(second);
		await session.execute(sql`insert into settings (name, value) values (${first}, 'kept')`);
		return first;
	};
	const results = await Promise.all([
		stores[0].transaction(work('models', 'messages')),
		stores[1].transaction(work('messages', 'models')),
	]);
	expect(results).toEqual(['models', 'messages']);
	expect(runs).toBe(3);
	expect(await stores[0].query(sql`select name from settings order by name`)).toEqual([{ name: 'messages' }, { name: 'models' }]);
}, 30_000);

test('a transaction that fails for a reason of its own runs once', async () => {
	const store = await openStoreAtPlace(placeOf('deadlock'));
	let runs = 0;
	await expect(store.transaction(async (session) => {
		runs += 1;
		await session.execute(sql`insert into nowhere values (1)`);
	})).rejects.toThrow('SQLSTATE 42P01');
	expect(runs).toBe(1);
});

const now = Date.parse('2025-03-15T12:00:00Z');

async function reserveTogether(schema: string, messages: readonly OutgoingMessage[][], rules: DeliveryRules): Promise<string[][]> {
	const children = messages.map((own, index) => {
		const work = JSON.stringify({ batches: inBatches(own, `${schema}-${index}`), rules });
		return startChild('reserveChild.cjs', JSON.stringify(placeOf(schema)), work, String(now));
	});
	return await runTogether(children);
}

/** In an order of its own, ten at a time. */
function inBatches(messages: readonly OutgoingMessage[], seed: string): OutgoingMessage[][] {
	const random = seededRandom(seed);
	const drawn = messages.map((message) => ({ message, at: random.next() })).sort((one, other) => one.at - other.at);
	return Array.from({ length: Math.ceil(drawn.length / 10) }, (_, batch) =>
		drawn.slice(batch * 10, batch * 10 + 10).map(({ message }) => message));
}

const customers = Array.from({ length: 200 }, (_, index) => `customer-${index}`);

test('of two processes that reserve the same deliveries at once, each receipt is given to one', async () => {
	const messages = customers.map((customerId) => aMessage({ customerId }));
	const [one, other] = await reserveTogether('reserved', [messages, messages], openRules);
	expect(one.length + other.length).toBe(customers.length);
	expect(new Set([...one, ...other]).size).toBe(customers.length);
	const store = await openStoreAtPlace(placeOf('reserved'));
	const rows = await store.query<{ id: string; state: string }>(sql`select id, state from messages`);
	expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([...one, ...other]));
	expect(rows.every(({ state }) => state === 'reserved')).toBe(true);
}, 60_000);

test('two processes with different campaigns do not together write to a customer more often than the cap', async () => {
	const campaigns = ['weekly', 'sale'].map((campaign) => customers.map((customerId) => aMessage({ customerId, campaign })));
	const rules = { ...openRules, frequencyCap: { messages: 1, days: 7 } };
	const [one, other] = await reserveTogether('capped', campaigns, rules);
	expect(one.length + other.length).toBe(customers.length);
	const store = await openStoreAtPlace(placeOf('capped'));
	expect(await store.query(sql`select count(distinct customer_id) as customers, count(*) as messages from messages`))
		.toEqual([{ customers: customers.length, messages: customers.length }]);
}, 60_000);
