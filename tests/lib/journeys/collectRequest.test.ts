import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openRequestBudget } from '../../../lib/events/openRequestBudget';
import type { SentRequest } from '../../../lib/events/types';
import { collectRequest, type Gate } from '../../../lib/journeys/collectRequest';
import { sql } from '../../../lib/sql/sql';
import type { Store } from '../../../lib/store/types';
import { letIn } from '../../support/letIn';
import { openTestEngine } from '../../support/openTestEngine';

function aRequest(body: unknown, more: Partial<SentRequest> = {}): SentRequest {
	const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	return { method: 'POST', path: '', query: {}, headers: {}, body: bytes, ...more };
}

const anyone: Gate = { source: 'auto', policy: letIn };
const visit = { eventId: 'v1', userId: 'ada', event: 'Pricing Viewed' };

async function countEvents(store: Store): Promise<number> {
	const [{ n }] = await store.query<{ n: number }>(sql`select count(*) as n from events`);
	return n;
}

describe('who may send', () => {
	const gate: Gate = { ...anyone, secret: 'the key' };

	test.each([
		['user of Basic authentication', { headers: { authorization: `Basic ${Buffer.from('the key:').toString('base64')}` } }],
		['a header', { headers: { 'x-write-key': 'the key' } }],
	])('the key is taken as %s', async (_where, more) => {
		const engine = await openTestEngine();
		expect((await collectRequest(engine, gate, aRequest(visit, more))).answer.status).toBe(200);
	});

	test('the key is taken from the body as well', async () => {
		const engine = await openTestEngine();
		expect((await collectRequest(engine, gate, aRequest({ ...visit, writeKey: 'the key' }))).answer.status).toBe(200);
	});

	test.each([
		['no key', aRequest(visit)],
		['a wrong key', aRequest({ ...visit, writeKey: 'another' })],
		['a key that only begins right', aRequest(visit, { headers: { 'x-write-key': 'the ke' } })],
		['a body that is no JSON', aRequest('{')],
		['an empty key', aRequest(visit, { headers: { 'x-write-key': '' } })],
	])('%s is answered 401 and stores nothing', async (_title, request) => {
		const engine = await openTestEngine();
		const { answer, fresh } = await collectRequest(engine, gate, request);
		expect(answer).toMatchObject({ status: 401, body: { error: 'The write key is missing or wrong' } });
		expect(fresh).toEqual([]);
		expect(await countEvents(engine.store)).toBe(0);
	});
});

test.each(['auto', 'stripe', 'plain'] as const)('a HEAD is answered 200 without a key or signature, and stores nothing: %s', async (source) => {
	const engine = await openTestEngine();
	const gate: Gate = { source, policy: letIn, secret: 'the key' };
	const request = aRequest(JSON.stringify(visit), { method: 'HEAD' });
	expect(await collectRequest(engine, gate, request)).toEqual({ answer: { status: 200, body: '' }, fresh: [] });
	expect(await countEvents(engine.store)).toBe(0);
});

test('a HEAD counts against the budget of its sender like any request', async () => {
	const engine = await openTestEngine();
	const gate: Gate = { ...anyone, waitSeconds: () => 3 };
	expect((await collectRequest(engine, gate, aRequest('', { method: 'HEAD' }))).answer.status).toBe(429);
});

describe('how much one sender may send', () => {
	test('beyond its budget it is told when to come again, nothing of it is stored, and others are let in', async () => {
		const engine = await openTestEngine();
		const budget = openRequestBudget(60);
		const send = async (sender: string, id: string) => {
			const gate: Gate = { ...anyone, waitSeconds: (now) => budget.take(sender, now) };
			return (await collectRequest(engine, gate, aRequest({ ...visit, eventId: id }))).answer;
		};
		const statuses = [];
		for (let count = 0; count < 12; count += 1) statuses.push((await send('one', `e${count}`)).status);
		expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
		expect((await send('one', 'more')).headers).toEqual({ 'retry-after': '1' });
		expect((await send('two', 'other')).status).toBe(200);
		expect(await countEvents(engine.store)).toBe(11);
	});

	test('the budget refills evenly and never beyond its burst', () => {
		const budget = openRequestBudget(600);
		const taken = (from: number, to: number, every: number): number => {
			let allowed = 0;
			for (let now = from; now < to; now += every) if (budget.take('one', now) === 0) allowed += 1;
			return allowed;
		};
		expect(taken(0, 1000, 1)).toBe(60 + 9); // The burst, and one each tenth of a second.
		expect(taken(3_600_000, 3_600_001, 0.001)).toBe(60); // An hour away saves nothing up.
	});
});

describe('what is sent', () => {
	test('an event is stored once, however often it is sent, and only the first time is fresh', async () => {
		const engine = await openTestEngine();
		const first = await collectRequest(engine, anyone, aRequest(visit));
		const second = await collectRequest(engine, anyone, aRequest(visit));
		expect(first.answer.body).toMatchObject({ stored: 1, duplicates: 0 });
		expect(first.fresh.map(({ name }) => name)).toEqual(['Pricing Viewed']);
		expect(second.answer.body).toMatchObject({ stored: 0, duplicates: 1 });
		expect(second.fresh).toEqual([]);
	});

	test('the same content without id and time is one event within ten minutes, and another one an hour later', async () => {
		const engine = await openTestEngine({ today: '2025-01-01T00:09:59Z' });
		const send = async () => (await collectRequest(engine, anyone, aRequest({ userId: 'ada', event: 'Page Seen' }))).fresh.length;
		expect(await send()).toBe(1);
		engine.sleep({ days: 2 / 86_400 }); // Over the edge of the ten minutes.
		expect(await send()).toBe(0);
		engine.sleep({ days: 1 / 24 });
		expect(await send()).toBe(1);
		expect(await countEvents(engine.store)).toBe(2);
	});

	test('gzip is unfolded without being announced, and a bomb is refused', async () => {
		const engine = await openTestEngine();
		expect((await collectRequest(engine, anyone, aRequest(gzipSync(JSON.stringify(visit))))).answer.status).toBe(200);
		const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
		expect((await collectRequest(engine, anyone, aRequest(bomb))).answer).toMatchObject({ status: 400 });
	});

	test('of a batch the usable events are stored and the others named; nothing usable is answered 400', async () => {
		const engine = await openTestEngine();
		const mixed = await collectRequest(engine, anyone, aRequest([visit, { userId: 'ada' }]));
		expect(mixed.answer).toMatchObject({ status: 200, body: { stored: 1, rejected: [{ index: 1 }] } });
		const bad = await collectRequest(engine, anyone, aRequest([{ userId: 'ada' }]));
		expect(bad.answer).toMatchObject({ status: 400, body: { rejected: [{ index: 0 }] } });
		expect(await countEvents(engine.store)).toBe(1);
	});
});

describe('what the policy lets in', () => {
	const rows = async (store: Store) =>
		await store.query(sql`select name, excluded, properties from events order by occurred_at, name`);
	const at = (second: number) => `2025-01-01T00:00:${String(10 + second)}Z`;
	const objection = { userId: 'ada', event: 'Consent Withdrawn', timestamp: at(1), properties: { purpose: 'profiling' } };

	test('secrets are gone before the event is on disk', async () => {
		const engine = await openTestEngine({ today: '2025-01-02T00:00:00Z' });
		await collectRequest(engine, anyone, aRequest({ ...visit, properties: { password: 'hunter2', plan: 'team' } }));
		expect(await rows(engine.store)).toMatchObject([{ properties: { password: '[removed]', plan: 'team' } }]);
	});

	test('an objection holds for the events it arrives with and for all that follow, orders and statements stay', async () => {
		const engine = await openTestEngine({ today: '2025-01-02T00:00:00Z' });
		const batch = [
			{ userId: 'ada', event: 'Page Seen', timestamp: at(0) },
			objection,
			{ userId: 'ada', event: 'Order Completed', revenue: 10, timestamp: at(2) },
			{ userId: 'ben', event: 'Page Seen', timestamp: at(3) },
		];
		const dropping: Gate = { ...anyone, policy: { ...letIn, optedOut: 'drop' } };
		expect((await collectRequest(engine, dropping, aRequest(batch))).answer.status).toBe(200);
		await collectRequest(engine, anyone, aRequest({ userId: 'ada', event: 'Page Liked', timestamp: at(4) }));
		expect((await rows(engine.store)).map(({ name, excluded }) => [name, excluded])).toEqual([
			['Consent Withdrawn', null],
			['Order Completed', 'optedOut'],
			['Page Seen', null],
			['Page Liked', 'optedOut'],
		]);
	});

	test('who agrees again is welcome again, and a visitor who is known to have objected is not', async () => {
		const engine = await openTestEngine({ today: '2025-01-02T00:00:00Z' });
		const send = async (body: unknown) => (await collectRequest(engine, anyone, aRequest(body))).fresh[0]?.excluded;
		await send({ type: 'identify', userId: 'ada', anonymousId: 'cookie', timestamp: at(0) });
		await send(objection);
		expect(await send({ anonymousId: 'cookie', event: 'Page Seen', timestamp: at(2) })).toBe('optedOut');
		await send({ userId: 'ada', event: 'Consent Given', timestamp: at(3), properties: { purpose: 'profiling' } });
		expect(await send({ anonymousId: 'cookie', event: 'Page Seen', timestamp: at(4) })).toBeNull();
	});

	test('nothing of a refused body comes back in the answer but the value it must correct', async () => {
		const engine = await openTestEngine();
		const marker = 'MARKER-4111111111111111';
		const bodies = [`{"userId":"${marker}"`, { userId: marker, properties: { password: marker } }, [{ event: marker }], { userId: 1, event: 'A', note: marker, revenue: 'x' }];
		for (const body of bodies) {
			const { answer } = await collectRequest(engine, anyone, aRequest(body));
			expect(answer.status).toBe(400);
			expect(JSON.stringify(answer.body)).not.toContain(marker);
		}
	});
});
