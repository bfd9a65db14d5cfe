import fc from 'fast-check';
import { expect, test } from 'vitest';
import { membershipReasons, membershipsAfter, presentMemberships, writeMemberships } from '../../../lib/segments/memberships';
import { readRefreshes, type Refresh } from '../../../lib/segments/refreshes';
import { createTable, identifier, joinSql, sql, valuesTable, type Sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';
import { properties } from '../../support/properties';

const { firstTime, behaviour, redrawn, fitsNone, objected, unknown } = membershipReasons;
const day = 86_400_000;
const start = Date.parse('2025-01-01T00:00:00Z');

/** Segment number of each customer; 0 for none. */
type Places = Readonly<Record<string, number>>;

/** A snapshot whose only column says where a customer belongs. */
async function assign(engine: TestEngine, at: number, places: Places, before?: Places): Promise<Refresh> {
	const snapshot = `snapshot_${at}`;
	const table = identifier(snapshot);
	await engine.store.execute(createTable(snapshot, { customer_id: 'text', place: 'number', place_before: 'number' }));
	const rows = Object.entries(places).map(([id, place]) => [id, place, before?.[id] ?? 0]);
	if (rows.length > 0) {
		await engine.store.execute(sql`insert into ${table} select * from ${valuesTable(['a', 'b', 'c'], rows)} listed`);
	}
	const model = (column: string) => ({
		features: sql`${table}`,
		place: (customers: Sql) =>
			sql`select customer_id, ${segmentOf(column)} as segment, ${identifier(column)} * 0.5 as score from ${customers} placed`,
	});
	return await writeMemberships(engine, {
		model: `segments-${at}`,
		snapshot,
		asOf: start + at * day,
		assigned: model('place'),
		...(before === undefined ? {} : { unchanged: model('place_before') }),
	});
}

function segmentOf(column: string): Sql {
	const cases = [1, 2, 3].map((number) => sql`when ${identifier(column)} = ${number} then ${`segment-${number}`}`);
	return sql`case ${joinSql(cases, ' ')} end`;
}

async function history(engine: TestEngine, customer: string) {
	const rows = await engine.store.query<Record<string, unknown>>(sql`
		select segment, valid_from, valid_to, score, reason, left_because from memberships
		where customer_id = ${customer} order by written_at, valid_from`);
	return rows.map(({ segment, valid_from: from, valid_to: to, reason, left_because: left }) => [
		segment, (Number(from) - start) / day, to === null ? null : (Number(to) - start) / day, reason, left,
	]);
}

test('a customer who stays keeps the row, one who moves gets another, one who fits none has it ended, each with the reason', async () => {
	const engine = await openTestEngine();
	expect(await assign(engine, 0, { ada: 1, bob: 1, cyd: 2, dan: 2, eve: 1 })).toMatchObject({ entered: 5, departed: 0 });
	await engine.store.recordEvents([
		anEvent({ customerId: 'dan', kind: 'identify', name: 'identify', occurredAt: start + day / 2, properties: { profilingConsent: false } }),
	]);
	expect(await assign(engine, 1, { ada: 1, bob: 2, cyd: 0, dan: 2, fay: 3 })).toMatchObject({ entered: 2, departed: 4 });
	expect(await history(engine, 'ada')).toEqual([['segment-1', 0, null, firstTime, null]]);
	expect(await history(engine, 'bob')).toEqual([
		['segment-1', 0, 1, firstTime, behaviour],
		['segment-2', 1, null, behaviour, null],
	]);
	expect(await history(engine, 'cyd')).toEqual([['segment-2', 0, 1, firstTime, fitsNone]]);
	expect(await history(engine, 'dan')).toEqual([['segment-2', 0, 1, firstTime, objected]]);
	expect(await history(engine, 'eve')).toEqual([['segment-1', 0, 1, firstTime, unknown]]);
	expect(await history(engine, 'fay')).toEqual([['segment-3', 1, null, firstTime, null]]);
	const [last, first] = await readRefreshes(engine, 5);
	expect(last).toMatchObject({ model: 'segments-1', customers: 3, entered: 2, departed: 4, asOf: start + day });
	expect(first).toMatchObject({ customers: 5, entered: 5, departed: 0 });
	// The clock stood still between the two: refreshes are told apart all the same.
	expect(last.changedAt).toBe(first.changedAt + 1);
});

test('a customer whom only the redrawn borders move is told apart from one who behaves otherwise', async () => {
	const engine = await openTestEngine();
	await assign(engine, 0, { ada: 1, bob: 1 });
	await assign(engine, 1, { ada: 2, bob: 2 }, { ada: 1, bob: 3 });
	expect((await history(engine, 'ada')).at(-1)).toEqual(['segment-2', 1, null, redrawn, null]);
	expect((await history(engine, 'bob')).at(-1)).toEqual(['segment-2', 1, null, behaviour, null]);
});

test('segments by rule have a line of their own, which a refresh of the others leaves as it is', async () => {
	const engine = await openTestEngine();
	await engine.store.execute(sql`
		insert into memberships (customer_id, model, segment, valid_from, valid_to, score, reason, written_at)
		values ('ada', 'rule-carts-1', 'rule-carts', ${start}, null, 1, 'left a cart', 1)`);
	await assign(engine, 0, { ada: 1 });
	await assign(engine, 1, { bob: 1 });
	const rows = await engine.store.query(sql`select segment, valid_to from memberships where customer_id = 'ada' order by segment`);
	expect(rows).toEqual([{ segment: 'rule-carts', valid_to: null }, { segment: 'segment-1', valid_to: start + day }]);
});

test('after any refreshes, the present is the last assignment, every customer in one segment at most, and any state of before can be read', async () => {
	const places = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }));
	await fc.assert(
		fc.asyncProperty(fc.array(places, { minLength: 1, maxLength: 4 }), async (refreshes) => {
			const engine = await openTestEngine();
			for (const [at, one] of refreshes.entries()) await assign(engine, at, one);
			const inOrder = (await readRefreshes(engine, 10)).reverse();
			const read = async (relation: Sql) =>
				await engine.store.query<{ customer_id: string; segment: string }>(sql`select customer_id, segment from ${relation} members order by customer_id`);
			const expected = (one: Places) =>
				Object.entries(one).filter(([, place]) => place > 0).sort(([left], [right]) => (left < right ? -1 : 1))
					.map(([id, place]) => ({ customer_id: id, segment: `segment-${place}` }));
			expect(await read(presentMemberships())).toEqual(expected(refreshes[refreshes.length - 1]));
			for (const [index, { changedAt }] of inOrder.entries()) {
				expect(await read(membershipsAfter(changedAt))).toEqual(expected(refreshes[index]));
			}
		}),
		properties(4),
	);
});
