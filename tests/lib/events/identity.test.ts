import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalCustomers } from '../../../lib/events/canonicalCustomers';
import { describeIdentities } from '../../../lib/events/describeIdentities';
import { importEvents } from '../../../lib/events/importEvents';
import { chooseSharedDeviceRule, linkIdentities, undoLinks } from '../../../lib/events/linkIdentities';
import { resolvedEvents } from '../../../lib/events/resolvedEvents';
import type { CustomerEvent } from '../../../lib/events/types';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { identifier, sql } from '../../../lib/sql/sql';
import { openDuckDbStore } from '../../../lib/store/duckdb/openDuckDbStore';
import type { Store } from '../../../lib/store/types';
import { anEvent, anOrder } from '../../support/anEvent';
import {
	canonicalIds,
	endOf,
	graphIds,
	holdingMerges,
	mergeEvent,
	mergeGraphs,
	mergeStart,
	rounds,
	type MergeGraph,
} from '../../support/mergeGraphs';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';
import { testOn } from '../../support/gaps';
import { temporaryFolder } from '../../support/openTestStore';
import { properties } from '../../support/properties';

const FAR = Date.parse('2030-01-01T00:00:00Z');

function alias(from: string, to: string, parts: Parameters<typeof anEvent>[0] = {}): CustomerEvent {
	return anEvent({ kind: 'alias', name: 'alias', anonymousId: from, customerId: to, ...parts });
}

async function personOf(store: Store, id: string, asOf = FAR): Promise<string> {
	const [row] = await store.query<{ canonical_id: string }>(
		sql`select canonical_id from ${canonicalCustomers(asOf, [id])} asked`,
	);
	return row.canonical_id;
}

async function ownersOf(store: Store, events: readonly CustomerEvent[], asOf = FAR): Promise<(string | null)[]> {
	const rows = await store.query<{ event_id: string; resolved_id: string | null }>(
		sql`select event_id, resolved_id from ${resolvedEvents(asOf)} known`,
	);
	const owners = new Map(rows.map((row) => [row.event_id, row.resolved_id]));
	return events.map((event) => owners.get(event.eventId) ?? null);
}

describe('aliases', () => {
	test('join ids to one person in any order of arrival, named by the id that was never given up', async () => {
		const aliases = [
			alias('a', 'b', { daysAgo: 9 }),
			alias('a', 'c', { daysAgo: 8 }),
			alias('c', 'd', { daysAgo: 7 }),
		];
		for (const order of [[0, 1, 2], [2, 0, 1], [2, 1, 0]]) {
			const { store } = await openTestEngine();
			for (const place of order) {
				const arrived = Date.parse('2025-01-01') + order.indexOf(place);
				await store.recordEvents([{ ...aliases[place], receivedAt: arrived }]);
				await store.query(sql`select 1`);
			}
			expect(await Promise.all(['a', 'b', 'c', 'd'].map((id) => personOf(store, id)))).toEqual(['b', 'b', 'b', 'b']);
		}
	});

	test('join chains of any length, and an id in a circle has one owner', async () => {
		const { store } = await openTestEngine();
		const length = 3_000;
		const chain = Array.from({ length }, (_, place) =>
			alias(`link-${place}`, `link-${place + 1}`, { occurredAt: mergeStart + ((place * 7_919) % length) }),
		);
		await store.recordEvents([...chain, alias('x', 'y'), alias('y', 'z'), alias('z', 'x')]);
		expect(await personOf(store, 'link-0')).toBe(`link-${length}`);
		expect(await personOf(store, `link-${length / 2}`)).toBe(`link-${length}`);
		const circle = await Promise.all(['x', 'y', 'z'].map((id) => personOf(store, id)));
		expect(new Set(circle).size).toBe(1);
	});

	test('give an anonymous visitor to the customer, and texts that stand for nobody link nobody', async () => {
		const { store } = await openTestEngine();
		const visit = anEvent({ customerId: null, anonymousId: 'cookie' });
		const nobodys = anEvent({ customerId: null, anonymousId: 'undefined' });
		await store.recordEvents([
			visit,
			nobodys,
			alias('cookie', 'ada'),
			alias('undefined', 'ada'),
			alias('undefined', 'bob'),
			anEvent({ customerId: 'ada', anonymousId: 'undefined' }),
		]);
		expect(await ownersOf(store, [visit, nobodys])).toEqual(['ada', null]);
		expect(await personOf(store, 'bob')).toBe('bob');
	});

	test('random graphs of merges and undos give what plain union-find gives, at every instant, whatever the order', async () => {
		const graphs = fc.sample(mergeGraphs, properties(1_000) as fc.Parameters<MergeGraph>);
		const together = 2_000;
		for (let start = 0; start < graphs.length; start += together) {
			await checkGraphs(graphs.slice(start, start + together), start);
		}
	}, 3_600_000);
});

/** Plays graphs in one store of their own, rounds one after the other, and compares every id at the edges of rounds. */
async function checkGraphs(graphs: readonly MergeGraph[], seed: number): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-'));
	const store = await openDuckDbStore({ folder, memoryLimitMegabytes: 512, threads: 2 });
	const prefixOf = (index: number): string => `graph${index}-`;
	let now = mergeStart;
	const engine = { store, clock: { now: () => now } };
	const visits = graphs.flatMap((_, index) =>
		graphIds.map((id) => anEvent({ customerId: prefixOf(index) + id, occurredAt: mergeStart - 9_999 })),
	);
	await store.recordEvents(visits);
	for (const round of rounds) {
		const arriving = graphs.flatMap(({ merges }, index) =>
			merges.flatMap((merge, place) => {
				// Once more in the round after: a retry, which must not bring back what was undone.
				if (merge.round !== round && merge.round + 1 !== round) return [];
				return [mergeEvent(prefixOf(index), merge, place)];
			}),
		);
		await store.recordEvents(shuffled(arriving, seed + round));
		now = endOf(round);
		await undoLinks(
			engine,
			graphs.flatMap(({ undos }, index) =>
				undos
					.filter((undo) => undo.round === round)
					.map(({ one, other }) => ({ previousId: prefixOf(index) + one, customerId: prefixOf(index) + other })),
			),
		);
	}
	const edges = rounds.flatMap((round) => [endOf(round) - 990, endOf(round), endOf(round) + 1]);
	for (const asOf of [mergeStart + 2, ...edges]) {
		const owners = await ownersAt(store, asOf);
		graphs.forEach((graph, index) => {
			const expected = canonicalIds(holdingMerges(graph, asOf));
			const found = graphIds.map((id) => owners.get(prefixOf(index) + id));
			const wanted = graphIds.map((id) => prefixOf(index) + String(expected.get(id)));
			expect(found, `as of ${asOf - mergeStart}: ${JSON.stringify(graph)}`).toEqual(wanted);
		});
	}
	await store.close();
	await rm(folder, { recursive: true, force: true });
}

async function ownersAt(store: Store, asOf: number): Promise<ReadonlyMap<string, string>> {
	const rows = await store.query<{ customer_id: string; resolved_id: string }>(
		sql`select customer_id, resolved_id from ${resolvedEvents(asOf)} known where kind = 'track'`,
	);
	return new Map(rows.map((row) => [row.customer_id, row.resolved_id]));
}

function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
	const keyed = values.map((value, index) => ({ value, key: Math.imul(index + 1, 2_654_435_761 + 2 * seed) >>> 0 }));
	return keyed.sort((left, right) => left.key - right.key).map(({ value }) => value);
}

describe('an undo', () => {
	test('makes every feature what it was without the alias, and leaves earlier instants as they were', async () => {
		const engine = await openTestEngine({ today: '2025-01-10T00:00:00Z' });
		const orders = [
			anOrder({ customerId: 'old', daysAgo: 3, euros: 30 }),
			anOrder({ customerId: 'new', daysAgo: 2, euros: 70 }),
			anEvent({ customerId: 'cyd', daysAgo: 2 }),
		];
		await engine.store.recordEvents(orders);
		const asOf = Date.parse('2025-01-01T00:00:00Z');
		const before = await snapshotRows(engine, asOf + 1);
		const said = alias('old', 'new', { occurredAt: asOf + 10 });
		await engine.store.recordEvents([said]);
		expect(await ownersOf(engine.store, orders)).toEqual(['new', 'new', 'cyd']);
		const merged = await snapshotRows(engine, asOf + 20);
		expect(merged).toHaveLength(2);

		expect(await undoLinks(engine, [{ previousId: 'new', customerId: 'old' }])).toMatchObject([{ ok: true, value: 1 }]);
		engine.sleep({ days: 1 });
		expect(await ownersOf(engine.store, orders)).toEqual(['old', 'new', 'cyd']);
		expect(await ownersOf(engine.store, orders, asOf + 20)).toEqual(['new', 'new', 'cyd']);
		expect(await snapshotRows(engine, asOf + 20)).toEqual(merged);
		expect(await snapshotRows(engine, asOf + 1)).toEqual(before);
	});

	test('holds when the same alias event comes again, and a new alias event links again', async () => {
		const engine = await openTestEngine({ today: '2025-01-10T00:00:00Z' });
		const said = alias('old', 'new', { eventId: 'said-once' });
		await engine.store.recordEvents([said]);
		await undoLinks(engine, [{ previousId: 'old', customerId: 'new' }]);
		// The journal forgets ids in time; then a retry reaches the database, stamped with its own arrival.
		await forgetJournal(engine, said, Date.parse('2025-01-12'));
		expect(await personOf(engine.store, 'old')).toBe('old');
		await engine.store.recordEvents([alias('old', 'new', { occurredAt: Date.parse('2025-01-13') })]);
		expect(await personOf(engine.store, 'old')).toBe('new');
		expect(await personOf(engine.store, 'old', Date.parse('2025-01-12'))).toBe('old');
		const [{ log }] = await describeIdentities(engine, ['old'], FAR);
		expect(log.map(({ eventId, undoneAt }) => [eventId, undoneAt !== null])).toEqual([
			['said-once', true],
			[expect.any(String), false],
		]);
	});

	test('of a visitor gives its events back, and says when there is nothing to undo', async () => {
		const engine = await openTestEngine();
		const visit = anEvent({ customerId: null, anonymousId: 'cookie', daysAgo: 3 });
		await engine.store.recordEvents([visit, anEvent({ customerId: 'ada', anonymousId: 'cookie', daysAgo: 2 })]);
		expect(await ownersOf(engine.store, [visit])).toEqual(['ada']);
		const pair = { previousId: 'cookie', customerId: 'ada' };
		expect(await undoLinks(engine, [pair])).toMatchObject([{ ok: true }]);
		expect(await ownersOf(engine.store, [visit])).toEqual([null]);
		const [again] = await undoLinks(engine, [pair]);
		expect(again).toMatchObject({ ok: false, error: { message: /no link between "cookie" and "ada" holds/ } });
	});
});

/** The same event as a late retry sends it: past the ids the journal remembers, through a file. */
async function forgetJournal(engine: TestEngine, event: CustomerEvent, receivedAt: number): Promise<void> {
	const path = join(await temporaryFolder(), 'retry.ndjson');
	const line = {
		messageId: event.eventId,
		type: 'alias',
		previousId: event.anonymousId,
		userId: event.customerId,
		timestamp: new Date(event.occurredAt).toISOString(),
		receivedAt: new Date(receivedAt).toISOString(),
	};
	await writeFile(path, `${JSON.stringify(line)}\n`);
	expect(await importEvents(engine, { path })).toMatchObject({ stored: 0 });
}

async function snapshotRows(engine: TestEngine, asOf: number): Promise<unknown[]> {
	const { snapshot } = await computeSnapshot(engine, { asOf });
	return await engine.store.query(sql`select * from ${identifier(snapshot)} order by customer_id`);
}

testOn('duckdb')('links of a store from before undos are brought forward: chains reach their end, and can be undone', async () => {
	const folder = await temporaryFolder();
	const old = await openDuckDbStore({ folder });
	await old.recordEvents([alias('a', 'b', { daysAgo: 5 }), alias('b', 'c', { daysAgo: 4 })]);
	await old.query(sql`select 1`);
	for (const table of ['identity_groups', 'identity_names', 'settings']) {
		await old.execute(sql`drop table ${identifier(table)}`);
	}
	await old.execute(sql`alter table identities drop column undone_at`);
	await old.execute(sql`alter table identities drop column stated_at`);
	await old.execute(sql`delete from schema_version where version > 2`);
	await old.close();
	const engine = await openTestEngine({ folder });
	expect(await personOf(engine.store, 'a')).toBe('c');
	expect(await undoLinks(engine, [{ previousId: 'b', customerId: 'c' }])).toMatchObject([{ ok: true }]);
	expect(await personOf(engine.store, 'a')).toBe('b');
});

describe('a device that two customers signed in on', () => {
	test('leaves them two people; its anonymous events go to the first, or to nobody, as the owner chose', async () => {
		const engine = await openTestEngine();
		const { store } = engine;
		const visit = anEvent({ customerId: null, anonymousId: 'tablet', daysAgo: 9 });
		const own = [
			anEvent({ customerId: 'ada', anonymousId: 'tablet', daysAgo: 8 }),
			anEvent({ customerId: 'bob', anonymousId: 'tablet', daysAgo: 7 }),
		];
		await store.recordEvents([own[1], visit, own[0]]);
		const owners = async (): Promise<unknown> => await ownersOf(store, [visit, ...own]);
		expect(await owners()).toEqual(['ada', 'ada', 'bob']);
		await chooseSharedDeviceRule(engine, 'nobodyWhenShared');
		expect(await owners()).toEqual([null, 'ada', 'bob']);
		const asked = await store.query(sql`select event_id from ${resolvedEvents(FAR, ['ada'])} known where resolved_id = 'ada'`);
		expect(asked).toEqual([{ event_id: own[0].eventId }]);
		await linkIdentities(engine, [{ previousId: 'ada', customerId: 'bob' }]);
		expect(await owners()).toEqual(['bob', 'bob', 'bob']);
		await chooseSharedDeviceRule(engine, 'firstCustomer');
		expect(await describeIdentities(engine, ['tablet'], FAR)).toMatchObject([
			{ customerId: 'bob', ids: ['ada', 'bob', 'tablet'], log: [{ rule: 'anonymous' }, { rule: 'anonymous' }, { rule: 'alias' }] },
		]);
	});
});

describe('picking customers', () => {
	test('finds the same events as reading everybody', async () => {
		const ids = ['a', 'b', 'c', 'd', 'undefined'];
		const anyEvent = fc.record({
			kind: fc.constantFrom('track' as const, 'track' as const, 'alias' as const),
			customerId: fc.option(fc.constantFrom(...ids), { nil: null }),
			anonymousId: fc.option(fc.constantFrom(...ids, 'v', 'w'), { nil: null }),
			daysAgo: fc.integer({ min: 0, max: 9 }),
		});
		const { store } = await openTestEngine();
		let run = 0;
		const law = fc.asyncProperty(fc.array(anyEvent, { maxLength: 12 }), async (drawn) => {
			run += 1;
			const own = (id: string | null): string | null => (id === null || id === 'undefined' ? id : `${run}-${id}`);
			const events = drawn
				.filter(({ customerId, anonymousId }) => customerId !== null || anonymousId !== null)
				.map((parts) => anEvent({ ...parts, customerId: own(parts.customerId), anonymousId: own(parts.anonymousId) }));
			await store.recordEvents(events);
			const asked = ['a', 'b', 'c', 'd'].map((id) => `${run}-${id}`);
			for (const id of asked) {
				const read = async (from: ReturnType<typeof sql>): Promise<unknown> =>
					await store.query(sql`select event_id from ${from} known where resolved_id = ${id} order by event_id`);
				expect(await read(resolvedEvents(FAR, [id]))).toEqual(await read(resolvedEvents(FAR)));
			}
		});
		await fc.assert(law, properties(10));
	}, 3_600_000);
});

test('events and aliases that come in another order, and twice, make the same snapshot', async () => {
	const names = ['Order Completed', 'Pricing Viewed', 'Feature Used'];
	const ids = ['ada', 'bob', 'cyd', 'dan'];
	const anyEvent = fc.record({
		kind: fc.constantFrom('track' as const, 'track' as const, 'track' as const, 'alias' as const),
		name: fc.constantFrom(...names),
		customerId: fc.constantFrom(...ids, null),
		anonymousId: fc.constantFrom('cookie', 'tablet', 'ada', 'bob'),
		revenueCents: fc.option(fc.integer({ min: -999, max: 9_999 }), { nil: null }),
		daysAgo: fc.integer({ min: 0, max: 60 }),
		delay: fc.constantFrom(0, 1, 90_000_000),
	});
	const law = fc.asyncProperty(
		fc.array(anyEvent, { minLength: 10, maxLength: 60 }),
		fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
		async (drawn, order) => {
			const events = drawn.map(({ delay, ...parts }) => {
				const event = anEvent(parts);
				return { ...event, receivedAt: event.occurredAt + delay };
			});
			const again = [...events, ...events.slice(0, 20)]
				.map((event, index) => ({ event, key: order[index % 60] % 997 }))
				.sort((left, right) => left.key - right.key)
				.map(({ event }) => event);
			const asOf = Date.parse('2024-12-31T00:00:00Z');
			const straight = await openTestEngine();
			await straight.store.recordEvents([anEvent({ customerId: 'eve', daysAgo: 80 }), ...events]);
			const mixed = await openTestEngine();
			for (let start = 0; start < again.length; start += 15) {
				await mixed.store.recordEvents(again.slice(start, start + 15));
				await mixed.store.query(sql`select 1`);
			}
			await mixed.store.recordEvents([anEvent({ customerId: 'eve', daysAgo: 80 })]);
			expect(await snapshotRows(mixed, asOf)).toEqual(await snapshotRows(straight, asOf));
		},
	);
	await fc.assert(law, properties(2));
}, 3_600_000);
