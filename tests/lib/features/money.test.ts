import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import { importEvents } from '../../../lib/events/importEvents';
import { parseItem } from '../../../lib/events/parseItem';
import { recordEvents } from '../../../lib/events/recordEvents';
import { computeFeatures } from '../../../lib/features/computeFeatures';
import { computeSnapshot } from '../../../lib/features/computeSnapshot';
import { evaluateFeatures } from '../../../lib/features/evaluateFeatures';
import { compileCents, convertCents } from '../../../lib/features/money';
import { readSnapshot } from '../../../lib/features/readSnapshot';
import type { FeatureDefinition } from '../../../lib/features/types';
import { joinSql, sql } from '../../../lib/sql/sql';
import { collectRequest } from '../../../lib/journeys/collectRequest';
import { anEvent, anOrder } from '../../support/anEvent';
import { letIn } from '../../support/letIn';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';
import { temporaryFolder } from '../../support/openTestStore';
import { properties } from '../../support/properties';

const asOf = Date.parse('2025-01-01T00:00:00Z');
const spend: FeatureDefinition = {
	name: 'spend',
	label: 'spend',
	unit: 'cents',
	missing: 'zero',
	value: { kind: 'sum', of: 'revenueCents', where: {} },
};
const orders: FeatureDefinition = {
	name: 'orders',
	label: 'orders',
	unit: 'count',
	missing: 'zero',
	value: { kind: 'distinct', of: 'order', where: { revenue: 'positive' } },
};
const featureSet = { id: 'spend-and-orders', definitions: [spend, orders] };

const stream = [
	anOrder({ customerId: 'ada', daysAgo: 9, euros: 10 }),
	anOrder({ customerId: 'ada', daysAgo: 8, euros: 20, currency: 'USD' }),
	anOrder({ customerId: 'bob', daysAgo: 7, euros: 30 }),
	anOrder({ customerId: 'bob', daysAgo: 6, currency: 'CHF', revenueCents: 101 }),
	anOrder({ customerId: 'bob', daysAgo: 5, currency: 'CHF', revenueCents: -101 }),
];

async function openShop(): Promise<TestEngine> {
	const engine = await openTestEngine();
	await engine.store.recordEvents(stream);
	return engine;
}

async function valuesIn(engine: TestEngine, snapshot: string): Promise<unknown> {
	const { featureSet: { definitions } } = await readSnapshot(engine, snapshot);
	const outcomes = await computeFeatures(engine, { definitions, asOf, ids: ['ada', 'bob'] });
	for (const [place, id] of ['ada', 'bob'].entries()) {
		const own = stream.filter((event) => event.customerId === id);
		expect(outcomes[place]).toEqual({ ok: true, value: evaluateFeatures(definitions, own, asOf) });
	}
	return outcomes.map((outcome) => outcome.ok && outcome.value);
}

test('amounts of other currencies are not added as they are: the most used counts, a hint tells the others and the remedy', async () => {
	const engine = await openShop();
	const { snapshot, currency } = await computeSnapshot(engine, { asOf, featureSet });
	expect(currency).toBe('EUR');
	expect(await valuesIn(engine, snapshot)).toEqual([{ spend: 1_000, orders: 2 }, { spend: 3_000, orders: 2 }]);
	const hint = engine.notices.find((notice) => notice.includes('not counted as money')) ?? '';
	expect(hint).toContain('1 in CHF, 1 in USD');
	expect(hint).toContain('EUR, the currency of most orders');
	expect(hint).toContain('Conversion Rates');
});

test('with a table every amount is converted once, kept in the definitions, and the next run over them does the same', async () => {
	const engine = await openShop();
	const money = { reportCurrency: 'EUR', rates: { USD: 0.9, CHF: 0.5 } };
	const first = await computeSnapshot(engine, { asOf, featureSet, money });
	// 101 · 0.5 = 50.5 rounds away from zero both ways, so the order and its refund cancel.
	expect(await valuesIn(engine, first.snapshot)).toEqual([{ spend: 2_800, orders: 2 }, { spend: 3_000, orders: 2 }]);
	expect(engine.notices.some((notice) => notice.includes('not counted as money'))).toBe(false);
	const stored = await readSnapshot(engine, first.snapshot);
	const again = await computeSnapshot(engine, { asOf, featureSet: stored.featureSet });
	expect(again.featureSet).toBe(first.featureSet);
	const other = await computeSnapshot(engine, { asOf, featureSet: stored.featureSet, money: { ...money, rates: { USD: 2 } } });
	expect(other.featureSet).not.toBe(first.featureSet);
	expect(await valuesIn(engine, other.snapshot)).toEqual([{ spend: 5_000, orders: 2 }, { spend: 3_000, orders: 2 }]);
});

test('the money of fitted features is part of their definitions, so a later currency is never mixed in', async () => {
	const engine = await openTestEngine();
	await engine.store.recordEvents([stream[0], stream[2], anOrder({ customerId: 'bob', daysAgo: 4, euros: 5 })]);
	const { snapshot } = await computeSnapshot(engine, { asOf });
	const { featureSet: { definitions } } = await readSnapshot(engine, snapshot);
	const cents = definitions.find(({ value }) => value.kind === 'sum' && value.of === 'revenueCents');
	expect(cents?.money).toEqual({ reportCurrency: 'EUR', rates: {} });
	const before = evaluateFeatures(definitions, [stream[0]], asOf);
	const mixed = evaluateFeatures(definitions, [stream[0], anEvent({ name: 'Order Completed', revenueCents: 9_999, currency: 'USD', daysAgo: 2 })], asOf);
	expect(mixed[cents?.name ?? '']).toBe(before[cents?.name ?? '']);
});

test('a table that cannot convert is refused by currency and rate', async () => {
	const engine = await openShop();
	const refused = async (money: { reportCurrency: string; rates: Record<string, number> }): Promise<void> => {
		await expect(computeSnapshot(engine, { asOf, featureSet, money })).rejects.toThrow(InvalidInput);
	};
	await refused({ reportCurrency: 'euro', rates: {} });
	await refused({ reportCurrency: 'EUR', rates: { USD: 0 } });
	await refused({ reportCurrency: 'EUR', rates: { USD: Number.NaN } });
	await refused({ reportCurrency: 'EUR', rates: { EUR: 2 } });
});

test('cents are rounded half away from zero, and what no integer holds is not believed', () => {
	const money = { reportCurrency: 'EUR', rates: { CHF: 0.5, XXX: 1e9 } };
	expect([1, 3, -1, -3, 0].map((cents) => convertCents(cents, 'CHF', money))).toEqual([1, 2, -1, -2, 0]);
	expect(convertCents(1e9, 'XXX', money)).toBeNull();
	expect(convertCents(5, null, money)).toBe(5);
	expect(convertCents(5, 'constructor', money)).toBeNull();
});

test('the engine converts random amounts at random rates exactly as the live reading does', async () => {
	const { store } = await openTestEngine();
	const rates = fc.oneof(fc.constantFrom(0.5, 1.5, 0.005, 1e9), fc.double({ min: 1e-9, max: 1_000, noNaN: true }));
	const amounts = fc.oneof(fc.integer({ min: -10_000, max: 10_000 }), fc.maxSafeInteger());
	const law = fc.asyncProperty(rates, fc.array(amounts, { minLength: 50, maxLength: 50 }), async (rate, cents) => {
		const money = { reportCurrency: 'EUR', rates: { CHF: rate } };
		const rows = joinSql(cents.map((value, place) => sql`(${place}, ${value}, 'CHF')`));
		const found = await store.query<{ place: number; converted: number | null }>(sql`
			select place, ${compileCents(sql`cents`, money, store.dialect)} as converted
			from (values ${rows}) amounts(place, cents, currency) order by place`);
		expect(found.map(({ converted }) => converted)).toEqual(cents.map((value) => convertCents(value, 'CHF', money)));
	});
	await fc.assert(law, properties(20));
});

test('half a cent rounds away from zero at the webhook as in a file', async () => {
	const engine = await openTestEngine();
	const sent = [0.125, -0.125, 1.005, -1.005, 0.375, -0.001].map((revenue, index) => ({
		messageId: `m${index}`,
		userId: 'ada',
		event: 'Order Completed',
		timestamp: '2024-12-01T10:00:00Z',
		revenue,
	}));
	const path = join(await temporaryFolder(), 'sent.ndjson');
	await writeFile(path, sent.map((line) => JSON.stringify({ ...line, messageId: `file-${line.messageId}` })).join('\n'));
	await importEvents(engine, { path });
	const parsed = sent.flatMap((item) => parseItem(item, asOf));
	await recordEvents(engine, parsed.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
	const rows = await engine.store.query<{ cents: number }>(sql`select revenue_cents as cents from events order by event_id`);
	const cents = rows.map((row) => row.cents);
	expect(cents.slice(0, 6)).toEqual([13, -13, 100, -100, 38, 0]);
	expect(cents.slice(6)).toEqual(cents.slice(0, 6));
});

test('a refund sent with the id of its order lowers spend, is linked to it, and is no order', async () => {
	const engine = await openTestEngine();
	const send = async (event: string, total: number, messageId: string): Promise<void> => {
		const body = { type: 'track', userId: 'ada', event, messageId, timestamp: '2024-12-01T10:00:00Z', properties: { order_id: 'A-1', total, currency: 'EUR' } };
		const request = { method: 'POST' as const, path: '/v1/track', query: {}, headers: {}, body: Buffer.from(JSON.stringify(body)) };
		expect((await collectRequest(engine, { source: 'segment', policy: letIn }, request)).answer.status).toBe(200);
	};
	await send('Order Completed', 50, 'm1');
	await send('Order Refunded', 20, 'm2');
	const later = asOf + 86_400_000;
	const [outcome] = await computeFeatures(engine, { definitions: [spend, orders], asOf: later, ids: ['ada'] });
	expect(outcome).toEqual({ ok: true, value: { spend: 3_000, orders: 1 } });
	const rows = await engine.store.query(sql`
		select refunds.event_id as refund, originals.event_id as original, refunds.revenue_cents
		from events refunds join events originals on originals.order_id = refunds.order_id and originals.revenue_cents > 0
		where refunds.revenue_cents < 0`);
	expect(rows).toEqual([{ refund: 'm2', original: 'm1', revenue_cents: -2_000 }]);
});
