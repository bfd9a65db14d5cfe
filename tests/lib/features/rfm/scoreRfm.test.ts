import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../../../lib/events/types';
import { computeSnapshot } from '../../../../lib/features/computeSnapshot';
import { featureSetOf } from '../../../../lib/features/featureSetOf';
import { readSnapshot } from '../../../../lib/features/readSnapshot';
import { rfmColumns } from '../../../../lib/features/rfm/chooseModel';
import { drawCutPoints, rfmSides, scoreByRank } from '../../../../lib/features/rfm/cutPoints';
import { listRfmCustomers } from '../../../../lib/features/rfm/listCustomers';
import { scoreRfm } from '../../../../lib/features/rfm/scoreRfm';
import { groupCustomers, sidesOf, summarizeGroups } from '../../../../lib/features/rfm/summarize';
import type { RfmRequest } from '../../../../lib/features/rfm/types';
import { writeScores } from '../../../../lib/features/writeScores';
import { seededRandom } from '../../../../lib/core/random';
import { readModel } from '../../../../lib/models/readModel';
import { rfmScoreOf, scoreValues, type RfmValues } from '../../../../lib/models/rfm/predict';
import { identifier, sql } from '../../../../lib/sql/sql';
import { anEvent, anOrder } from '../../../support/anEvent';
import { openTestEngine, type TestEngine } from '../../../support/openTestEngine';

const today = '2025-01-01T00:00:00Z';
const asOf = Date.parse(today);
const request: RfmRequest = { from: { kind: 'compute', asOf }, cutPoints: 'keep', ties: 'shareScore', floor: 100 };

/** 240 buyers with heavy ties in orders, some refunds, and 30 who only look. */
function history(): CustomerEvent[] {
	const random = seededRandom('rfm');
	const buyers = Array.from({ length: 240 }, (_, index) => {
		const customerId = `buyer-${String(index).padStart(3, '0')}`;
		const orders = index % 2 === 0 ? 1 : 1 + Math.floor(random.next() * 8);
		const bought = Array.from({ length: orders }, () =>
			anOrder({ customerId, daysAgo: 1 + Math.floor(random.next() * 300), euros: 5 + Math.floor(random.next() * 200) }),
		);
		const refund = anEvent({ customerId, name: 'Order Refunded', daysAgo: 0.5, revenueCents: -300, currency: 'EUR' });
		return index % 10 === 0 ? [...bought, refund] : bought;
	});
	const lookers = Array.from({ length: 30 }, (_, index) =>
		anEvent({ customerId: `looker-${index}`, name: 'Product Viewed', daysAgo: index + 1 }),
	);
	return [...buyers.flat(), ...lookers];
}

async function openShop(): Promise<TestEngine> {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(history());
	return engine;
}

type Scored = { customerId: string; values: RfmValues; stored: (number | null)[] };

async function scoredOf(engine: TestEngine, snapshot: string): Promise<Scored[]> {
	const rows = await engine.store.query<Record<string, number | null>>(
		sql`select * from ${identifier(snapshot)} order by customer_id`,
	);
	return rows.map((row) => ({
		customerId: String(row.customer_id),
		values: { recency: row.daysSinceLastOrder, frequency: row.orders, monetary: row.netRevenueCents },
		stored: [row.recencyScore, row.frequencyScore, row.monetaryScore, row.rfmScore],
	}));
}

test('the store scores, groups and counts every customer as the pure functions do', async () => {
	const engine = await openShop();
	const result = await scoreRfm(engine, request);
	const rows = await scoredOf(engine, result.snapshot);
	expect(rows).toHaveLength(270);
	const cutPoints = drawCutPoints(rows.map(({ values }) => values));
	for (const side of rfmSides) {
		cutPoints[side].forEach((cut, index) => expect(result.cutPoints?.[side][index]).toBeCloseTo(cut, 6));
	}
	const customers = rows.map(({ values }) => ({ values, scores: scoreValues(result.cutPoints ?? cutPoints, values) }));
	expect(rows.map(({ stored }) => stored)).toEqual(
		customers.map(({ scores }) =>
			scores === null ? [null, null, null, null] : [scores.recency, scores.frequency, scores.monetary, rfmScoreOf(scores)],
		),
	);
	const pure = summarizeGroups(groupCustomers(customers), 100);
	expect(result.segments).toHaveLength(pure.length);
	result.segments.forEach((segment, index) => {
		const { medians, share, revenueShare, ...rest } = pure[index];
		expect(segment).toMatchObject(rest);
		expect([segment.share, segment.revenueShare]).toEqual([share, expect.closeTo(revenueShare ?? 0, 12)]);
		for (const side of rfmSides) expect(segment.medians[side] ?? -1).toBeCloseTo(medians[side] ?? -1, 6);
	});
	expect(result.sides).toEqual(sidesOf(customers));
	expect(result).toMatchObject({ customers: 270, scored: 240, currency: 'EUR', model: 'rfm-1' });
	expect(result.segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
	expect((await readSnapshot(engine, result.snapshot)).scores).toEqual([
		'recencyScore', 'frequencyScore', 'monetaryScore', 'rfmScore',
	]);
});

test('hints tell of ties, of those who never bought and of segments too small to publish', async () => {
	const engine = await openShop();
	await scoreRfm(engine, request);
	const told = engine.notices.join('\n');
	expect(told).toContain('frequency scores are in use: many customers share a value');
	expect(told).toContain('30 customers never bought');
	expect(told).toMatch(/Too small to publish: .*Never Bought \(30\)/);
	expect(told).toContain('New cut points drawn from 240 customers');
});

test('a customer who does not change keeps the scores next week, until cut points are drawn anew', async () => {
	const engine = await openShop();
	const first = await scoreRfm(engine, request);
	const before = new Map((await scoredOf(engine, first.snapshot)).map(({ customerId, stored }) => [customerId, stored]));
	await engine.store.recordEvents(
		Array.from({ length: 200 }, (_, index) => [1, 2, 3].map(() => anOrder({ customerId: `rich-${index}`, daysAgo: 1, euros: 900 }))).flat(),
	);
	const later = await scoreRfm(engine, request);
	expect(later).toMatchObject({ model: 'rfm-1', cutPoints: first.cutPoints, scored: 440 });
	expect(engine.notices.join('\n')).toContain('Cut points of 2025-01-01 are kept (rfm-1, drawn from 240 customers)');
	for (const { customerId, stored } of await scoredOf(engine, later.snapshot)) {
		if (before.has(customerId)) expect(stored).toEqual(before.get(customerId));
	}
	const anew = await scoreRfm(engine, { ...request, cutPoints: 'draw' });
	expect(anew.model).toBe('rfm-2');
	expect(anew.cutPoints?.monetary).not.toEqual(first.cutPoints?.monetary);
	expect((await readModel(engine, { id: 'rfm-1' }, 'rfm')).model.cutPoints).toEqual(first.cutPoints);
	expect((await scoreRfm(engine, request)).model).toBe('rfm-2');
});

test('an order after the as-of instant changes nothing; a refund lowers money and not the number of orders', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([
		...[1, 2, 3, 4, 5, 6].map((n) => anOrder({ customerId: `c${n}`, daysAgo: n * 10, euros: n * 10 })),
		anEvent({ customerId: 'c6', name: 'Order Refunded', daysAgo: 1, revenueCents: -5500, currency: 'EUR' }),
		anEvent({ customerId: 'r', name: 'Order Refunded', daysAgo: 1, revenueCents: -500, currency: 'EUR' }),
	]);
	const first = await scoreRfm(engine, { ...request, floor: 1 });
	const rows = await scoredOf(engine, first.snapshot);
	expect(rows.find(({ customerId }) => customerId === 'c6')?.stored).toEqual([1, 1, 1, 111]);
	expect(rows.find(({ customerId }) => customerId === 'r')?.stored).toEqual([null, null, null, null]);
	expect(first.segments.at(-1)).toMatchObject({ segment: 'neverBought', customers: 1 });
	await engine.store.recordEvents([anOrder({ customerId: 'c1', occurredAt: asOf, euros: 5000 })]);
	const again = await scoreRfm(engine, { ...request, floor: 1, cutPoints: 'draw' });
	expect(again.cutPoints).toEqual(first.cutPoints);
	expect(await scoredOf(engine, again.snapshot)).toEqual(rows);
});

test('ranks are those of the pure function, and freeze nothing', async () => {
	const engine = await openShop();
	const result = await scoreRfm(engine, { ...request, ties: 'rankFirst' });
	expect([result.model, result.cutPoints]).toEqual([undefined, undefined]);
	const rows = await scoredOf(engine, result.snapshot);
	const ranks = scoreByRank(rows);
	expect(rows.map(({ stored }) => stored.slice(0, 3))).toEqual(
		ranks.map((one) => (one === null ? [null, null, null] : [one.recency, one.frequency, one.monetary])),
	);
	expect(rows.filter(({ stored }) => stored[1] === 5)).toHaveLength(48);
});

test('a snapshot that is there is scored in place and keeps its other scores; one without orders is refused', async () => {
	const engine = await openShop();
	const { snapshot } = await computeSnapshot(engine, { asOf });
	await writeScores(engine, await readSnapshot(engine, snapshot), { name: 'likely', expression: sql`1` });
	const result = await scoreRfm(engine, { ...request, from: { kind: 'snapshot', snapshot: 'latest' } });
	expect(result.snapshot).toBe(snapshot);
	expect((await readSnapshot(engine, snapshot)).scores).toEqual(['likely', ...result.scores]);
	const { featureSet } = await readSnapshot(engine, snapshot);
	const less = featureSetOf(featureSet.definitions.filter(({ name }) => name !== rfmColumns.frequency));
	const without = await computeSnapshot(engine, { asOf, featureSet: less });
	await expect(scoreRfm(engine, { ...request, from: { kind: 'snapshot', snapshot: without.snapshot } })).rejects.toThrow(
		/lacks orders: choose 'Source' → Customer Store/,
	);
});

test('the three features are in the snapshot also where they tell nobody apart', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(['ada', 'bob'].map((customerId) => anOrder({ customerId, daysAgo: 3 })));
	const result = await scoreRfm(engine, request);
	expect(result.segments).toMatchObject([{ segment: 'newCustomers', customers: 2, withheld: expect.stringContaining('floor of 100') }]);
});

test('who objected to profiling has no score and is not counted', async () => {
	const engine = await openShop();
	const before = await scoredOf(engine, (await scoreRfm(engine, request)).snapshot);
	expect(before.find(({ customerId }) => customerId === 'buyer-001')?.stored[3]).toBeGreaterThan(0);
	await engine.store.recordEvents([
		anEvent({ customerId: 'buyer-001', kind: 'identify', name: 'identify', daysAgo: 1, properties: { profilingConsent: false } }),
	]);
	const result = await scoreRfm(engine, { ...request, from: { kind: 'snapshot', snapshot: 'latest' } });
	expect(result).toMatchObject({ customers: 269, scored: 239 });
	const rows = await scoredOf(engine, result.snapshot);
	expect(rows.find(({ customerId }) => customerId === 'buyer-001')?.stored).toEqual([null, null, null, null]);
	expect(engine.notices.join('\n')).toContain('1 customer objected to profiling');
});

test('cut points in another currency are not used, and no cut points are frozen when nobody bought', async () => {
	const engine = await openShop();
	await scoreRfm(engine, request);
	const money = { reportCurrency: 'USD', rates: { EUR: 1.1 } };
	await expect(scoreRfm(engine, { ...request, from: { kind: 'compute', asOf, money } })).rejects.toThrow(/are in EUR .* USD/);
	const empty = await openTestEngine({ today });
	await empty.store.recordEvents([anEvent({ daysAgo: 1 })]);
	await expect(scoreRfm(empty, request)).rejects.toThrow(/no customer .* has bought/);
	expect(await empty.store.query(sql`select id from models`)).toEqual([]);
});

test('customers are listed best first, without those of segments that are too small', async () => {
	const engine = await openShop();
	const result = await scoreRfm(engine, { ...request, floor: 31 });
	const listed = await listRfmCustomers(engine, result, 10_000);
	const handedOn = result.segments.filter(({ withheld }) => withheld === undefined);
	expect(listed).toHaveLength(handedOn.reduce((sum, { customers }) => sum + customers, 0));
	expect(listed.some(({ segment }) => segment === 'neverBought')).toBe(false);
	const scores = listed.map(({ rfmScore }) => rfmScore ?? 0);
	expect(scores).toEqual([...scores].sort((left, right) => right - left));
	expect(await listRfmCustomers(engine, result, 3)).toEqual(listed.slice(0, 3));
});
