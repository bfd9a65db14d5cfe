import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvents as parseSent } from '../../../lib/events/parseEvents';
import { sources } from '../../../lib/events/sources';
import type { CustomerEvent, SentRequest } from '../../../lib/events/types';

const received = Date.parse('2025-01-10T12:00:00Z');
const [segment, plain] = ['segment', 'plain'].map((name) => sources.find((source) => source.name === name) ?? sources[0]);
const request: SentRequest = { method: 'POST', path: '', query: {}, headers: {}, body: Buffer.alloc(0) };

function parseEvents(source: (typeof sources)[number], body: unknown, receivedAt: number) {
	return parseSent(source.split(body, request), receivedAt);
}

function only(source: (typeof sources)[number], body: unknown): CustomerEvent {
	const [outcome] = parseEvents(source, body, received);
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

describe("Segment's calls", () => {
	test('an order keeps its money in cents, its ids, campaign and device', () => {
		const event = only(segment, {
			type: 'track',
			event: 'Order Completed',
			messageId: 'm1',
			userId: 'ada',
			anonymousId: 'cookie',
			timestamp: '2025-01-10T11:00:00.250Z',
			properties: { order_id: 'o1', revenue: 19.99, currency: 'usd', discount: 2, coupon: 'TEN', email: 'a@example.com' },
			context: { campaign: { name: 'winter', medium: 'email' }, device: { type: 'mobile' }, os: { name: 'iOS' } },
		});
		expect(event).toMatchObject({
			eventId: 'm1',
			customerId: 'ada',
			anonymousId: 'cookie',
			name: 'Order Completed',
			occurredAt: Date.parse('2025-01-10T11:00:00.250Z'),
			receivedAt: received,
			orderId: 'o1',
			revenueCents: 1999,
			currency: 'USD',
			discountCents: 200,
			coupon: 'TEN',
			campaign: 'winter',
			channel: 'email',
			device: 'mobile',
			platform: 'iOS',
			backfilled: false,
		});
	});

	test('the name of a person is no event name, and an e-mail trait is no customer id', () => {
		const event = only(segment, {
			type: 'identify',
			anonymousId: 'cookie',
			traits: { name: 'Ada Lovelace', email: 'ada@example.com' },
		});
		expect(event).toMatchObject({ kind: 'identify', name: 'identify', customerId: null, anonymousId: 'cookie' });
		expect(event.properties).toEqual({ name: 'Ada Lovelace', email: 'ada@example.com' });
	});

	test('in a batch, an unusable call does not stop the others and says why', () => {
		const outcomes = parseEvents(
			segment,
			{ batch: [{ type: 'track', event: 'A', userId: 1 }, { type: 'track', event: 'B' }, { type: 'dance', userId: 2 }, 5] },
			received,
		);
		expect(outcomes.map((outcome) => (outcome.ok ? outcome.value.name : outcome.error.message))).toEqual([
			'A',
			'an event names no customer: expected userId or anonymousId',
			'type is "dance": expected track, identify, page, screen, group, alias',
			'an event names no customer: expected userId or anonymousId',
		]);
	});

	test('an alias says which id became which', () => {
		const event = only(segment, { type: 'alias', previousId: 'old', userId: 'new' });
		expect(event).toMatchObject({ kind: 'alias', anonymousId: 'old', customerId: 'new' });
	});
});

describe('plain JSON', () => {
	test('an order line is told by its amount, a refund by its sign, revenue by price times quantity', () => {
		const line = { customerId: 7, timestamp: 1736500000, unitPrice: '2.50', quantity: 4 };
		expect(only(plain, line)).toMatchObject({
			customerId: '7',
			name: 'Order Completed',
			revenueCents: 1000,
			currency: 'EUR',
			occurredAt: 1736500000000,
		});
		expect(only(plain, { ...line, quantity: -1 })).toMatchObject({ name: 'Order Refunded', revenueCents: -250 });
	});

	test('a refund is negative whichever sign it is sent with, and a cart is no revenue', () => {
		const refund = { userId: 1, event: 'Order Refunded', revenue: 20 };
		expect(only(plain, refund).revenueCents).toBe(-2000);
		expect(only(plain, { ...refund, revenue: -20 }).revenueCents).toBe(-2000);
		expect(only(plain, { userId: 1, event: 'Product Added', price: 5, quantity: 2, revenue: 10 }).revenueCents).toBeNull();
	});

	test('without an id, the same content is the same event', () => {
		const body = { userId: 'ada', event: 'Hi', timestamp: '2025-01-01' };
		expect(only(plain, body).eventId).toBe(only(plain, { timestamp: '2025-01-01', event: 'Hi', userId: 'ada' }).eventId);
		expect(only(plain, body).eventId).not.toBe(only(plain, { ...body, event: 'Ho' }).eventId);
	});

	test('bad times and amounts name the field and the value', () => {
		const reasons = parseEvents(
			plain,
			[
				{ userId: 1, event: 'A', timestamp: 'yesterday' },
				{ userId: 1, event: 'A', revenue: 'lots' },
				{ userId: 1 },
			],
			received,
		).map((outcome) => (outcome.ok ? '' : outcome.error.message));
		expect(reasons).toEqual([
			'timestamp is "yesterday": expected an ISO date such as 2025-03-01T12:00:00Z',
			'revenue is "lots": expected a number',
			'a track event has no name: expected event',
		]);
	});

	test('a time that cannot be is kept and marked, so that nothing is lost and nothing believes it', () => {
		const times = ['2030-01-01', 0, '1989-12-31', '1990-01-01', '2025-01-11T12:00:00Z', '2025-01-11T12:00:00.001Z'];
		const marks = times.map((timestamp) => only(plain, { userId: 1, event: 'A', timestamp: timestamp === 0 ? '1970-01-01' : timestamp }).excluded);
		expect(marks).toEqual(['impossibleTime', 'impossibleTime', 'impossibleTime', null, null, 'impossibleTime']);
	});

	test('a clock that is wrong is corrected by what it showed when it sent', () => {
		const call = { type: 'track', event: 'A', userId: 1, timestamp: '2031-05-05T10:00:00Z' };
		const [outcome] = parseEvents(segment, { batch: [call], sentAt: '2031-05-05T10:00:30Z' }, received);
		expect(outcome).toMatchObject({ ok: true, value: { occurredAt: received - 30_000, excluded: null } });
	});

	test('too many events in one body are refused whole', () => {
		const many = Array.from({ length: 10_001 }, () => ({ userId: 1, event: 'A' }));
		expect(() => parseEvents(plain, many, received)).toThrow(/10001 events: expected at most 10000/);
	});
});

test('no JSON body makes the parser fail in another way than by a sentence', () => {
	const body = fc.jsonValue({ maxDepth: 4 });
	const runs = process.env.COHORTS_DEEP === '1' ? 100_000 : 1_000;
	fc.assert(
		fc.property(fc.constantFrom(...sources), body, (source, value) => {
			try {
				for (const outcome of parseEvents(source, value, received)) {
					if (!outcome.ok) expect(outcome.error.name).toBe('InvalidInput');
				}
			} catch (error) {
				expect((error as Error).name).toBe('InvalidInput');
			}
		}),
		{ seed: 7, numRuns: runs },
	);
});
