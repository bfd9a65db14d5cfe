import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collectRequest, type Gate } from '../../../lib/journeys/collectRequest';
import { mappedSource, valueAt, type EventMapping } from '../../../lib/events/mappedEvents';
import { sql } from '../../../lib/sql/sql';
import { letIn } from '../../support/letIn';
import { openTestStore } from '../../support/openTestStore';
import { properties } from '../../support/properties';

const now = Date.parse('2025-03-01T12:00:00Z');

async function collected(mapping: EventMapping, body: unknown, gate: Partial<Gate> = {}) {
	const store = await openTestStore();
	const request = { method: 'POST', path: '', query: {}, headers: {}, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) } as const;
	const { answer } = await collectRequest({ store, clock: { now: () => now } }, { source: 'mapped', policy: letIn, mapping, ...gate }, request);
	const events = await store.query(sql`select event_id, customer_id, name, occurred_at, revenue_cents, currency, order_id, properties from events order by occurred_at`);
	return { answer, events };
}

/** As a till sends its receipts: nested, in cents, several at once. */
const till = {
	shop: 'Vienna',
	data: {
		receipts: [
			{ nr: 7, buyer: { card: 'c-1', age: 40 }, printed: '2025-02-28T10:00:00Z', sum: { gross: 1250 }, lines: [{ sku: 'x' }], type: 'sale' },
			{ nr: 8, buyer: {}, printed: '2025-02-28T11:00:00Z', sum: { gross: 900 }, lines: [] },
			{ nr: 9, buyer: { card: 'c-2' }, printed: 'gestern', sum: { gross: 900 } },
		],
	},
};
const mapping: EventMapping = {
	eventsAt: 'data.receipts',
	fields: { customerId: 'buyer.card', occurredAt: 'printed', revenue: 'sum.gross', orderId: 'nr', productId: 'lines[0].sku' },
	eventName: 'Receipt Printed',
	amountsIn: 'cents',
	currency: 'CHF',
};

describe('JSON of any shape', () => {
	test('is read as the owner says, keeps the rest as properties, and names what an event lacks by its path', async () => {
		const { answer, events } = await collected(mapping, till);
		expect(events).toEqual([
			{
				event_id: expect.stringMatching(/^hash-/) as string,
				customer_id: 'c-1',
				name: 'Receipt Printed',
				occurred_at: Date.parse('2025-02-28T10:00:00Z'),
				revenue_cents: 1250,
				currency: 'CHF',
				order_id: '7',
				properties: { buyer: { card: 'c-1', age: 40 }, sum: { gross: 1250 }, lines: [{ sku: 'x' }], type: 'sale' },
			},
		]);
		expect(answer).toMatchObject({
			status: 200,
			body: {
				stored: 1,
				rejected: [
					{ index: 1, reason: 'an event names no customer: expected buyer.card or anonymousId' },
					{ index: 2, reason: 'printed is "gestern": expected an ISO date such as 2025-03-01T12:00:00Z' },
				],
			},
		});
	});

	test('finds what was not mapped by its usual name, and believes the mapping before the name', async () => {
		const body = { customer_id: 'by-name', account: 'by-mapping', event: 'Paid', amount: 5, properties: { plan: 'pro' }, time: 1_740_736_800 };
		const named = await collected({ eventsAt: '', fields: {}, amountsIn: 'wholeUnits' }, body);
		expect(named.events).toMatchObject([{ customer_id: 'by-name', name: 'Paid', revenue_cents: 500, currency: 'EUR', properties: { plan: 'pro', account: 'by-mapping' } }]);
		const mapped = await collected({ eventsAt: '', fields: { customerId: 'account', revenue: 'nothing.here' }, amountsIn: 'wholeUnits' }, body);
		expect(mapped.events).toMatchObject([{ customer_id: 'by-mapping', revenue_cents: null, properties: { customer_id: 'by-name', amount: 5 } }]);
	});

	test('without the place the mapping names is refused, with the place', async () => {
		expect((await collected(mapping, { data: {} })).answer).toMatchObject({
			status: 400,
			body: { error: 'the body has nothing at "data.receipts": expected the event or list of events that the mapping of the trigger looks for there' },
		});
		expect((await collected(mapping, { data: { receipts: 'ada@example.com' } })).answer.body).not.toMatchObject({ error: expect.stringContaining('ada') as string });
		expect((await collected({ ...mapping, eventsAt: '' }, '7')).answer).toMatchObject({ status: 400 });
	});

	test('is let in with the key alone, as plain JSON is', async () => {
		expect((await collected(mapping, till, { secret: 'k' })).answer).toMatchObject({ status: 401 });
		expect((await collected(mapping, { ...till, writeKey: 'k' }, { secret: 'k' })).answer).toMatchObject({ status: 200 });
	});

	test('equal events without id are one, others are two, whatever differs', async () => {
		const one = { customer_id: 'a', event: 'Paid', time: '2025-02-01T00:00:00Z', note: { seat: 1 } };
		const { events } = await collected({ eventsAt: '', fields: {}, amountsIn: 'wholeUnits' }, [one, one, { ...one, note: { seat: 2 } }]);
		expect(events).toHaveLength(2);
	});

	test('never breaks the reading, whatever it is', () => {
		const source = mappedSource(mapping);
		const request = { method: 'POST', path: '', query: {}, headers: {}, body: Buffer.alloc(0) } as const;
		fc.assert(
			fc.property(fc.jsonValue(), (body) => {
				const sent = source.split({ data: { receipts: [body] } }, request);
				expect(sent).toHaveLength(1);
			}),
			properties(300),
		);
	});
});

test('a path goes through objects and lists, and a key with dots is found as it is written', () => {
	expect(valueAt({ a: { b: [{ c: 1 }] } }, 'a.b[0].c')).toBe(1);
	expect(valueAt({ a: { b: [{ c: 1 }] } }, 'a.b.0.c')).toBe(1);
	expect(valueAt({ 'a.b': 2, a: { b: 3 } }, 'a.b')).toBe(2);
	for (const path of ['a.x', 'a.b.length', '__proto__.x', 'constructor', 'a..b']) expect(valueAt({ a: { b: [1] } }, path)).toBeUndefined();
});
