import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../../../lib/core/errors';
import { destinations, type WebhookSettings } from '../../../../lib/delivery/destinations';
import { signWebhook } from '../../../../lib/delivery/destinations/webhook/signature';
import type { Answer, Delivery } from '../../../../lib/delivery/types';
import { openLocalServer, realRequest, type Reply } from '../../../support/localServer';
import { aMessage } from '../builders';

const now = Date.parse('2025-03-15T12:00:00Z');

function deliveries(count: number): Delivery[] {
	return Array.from({ length: count }, (_, index) => ({
		receiptId: `message-${index}`,
		message: aMessage({ customerId: `customer-${index}` }),
		headers: {},
	}));
}

/** Sends over real connections to a server that replies as told; pauses are kept, not slept. */
async function post(
	reply: Parameters<typeof openLocalServer>[0],
	options: { count?: number; settings?: Partial<WebhookSettings>; waits?: boolean; signal?: AbortSignal } = {},
): Promise<{ answers: readonly Answer[]; seen: readonly { headers: Record<string, unknown>; body: string }[]; pauses: number[] }> {
	const server = await openLocalServer(reply);
	const pauses: number[] = [];
	const wait = async (milliseconds: number): Promise<void> => {
		pauses.push(milliseconds);
		await Promise.resolve();
	};
	const answers = await destinations.webhook.open({ url: server.url, ...options.settings }).send(
		{
			request: realRequest,
			now: () => now,
			...(options.waits === false ? {} : { wait }),
			...(options.signal === undefined ? {} : { signal: options.signal }),
		},
		deliveries(options.count ?? 1),
	);
	return { answers, seen: server.seen, pauses };
}

/** An address of this machine where nobody listens. */
async function closedAddress(): Promise<string> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return `http://127.0.0.1:${port}`;
}

const then = (...replies: Reply[]) => (_seen: unknown, count: number) =>
	replies[Math.min(count, replies.length) - 1];

describe('the webhook destination', () => {
	test('posts one request a message, each with its own idempotency key', async () => {
		const { answers, seen } = await post(then({ status: 200 }), { count: 9 });
		expect(answers).toEqual(Array.from({ length: 9 }, () => ({ state: 'sent' })));
		const keys = seen.map(({ headers }) => headers['idempotency-key']);
		expect(new Set(keys).size).toBe(9);
		for (const { body, headers } of seen) {
			expect((JSON.parse(body) as { receiptId: string }).receiptId).toBe(headers['idempotency-key']);
		}
	});

	test('signs what it sends, so that the receiver can check it', async () => {
		const secret = 'a shared secret';
		const { seen } = await post(then({ status: 200 }), { settings: { secret } });
		const [{ headers, body }] = seen;
		const signed = { id: 'message-0', timestampSeconds: now / 1000, body };
		expect(headers['webhook-signature']).toBe(signWebhook(secret, signed));
		expect(headers['webhook-timestamp']).toBe('1742040000');
	});

	test('waits as long as the receiver asks and tries again with the same key', async () => {
		const busy = { status: 429, headers: { 'Retry-After': '7' } };
		const { answers, seen, pauses } = await post(then(busy, { status: 200 }));
		expect(answers).toEqual([{ state: 'sent' }]);
		expect(pauses).toEqual([7000]);
		expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['message-0', 'message-0']);
	});

	test('understands a date in Retry-After', async () => {
		const busy = { status: 503, headers: { 'Retry-After': 'Sat, 15 Mar 2025 12:00:12 GMT' } };
		expect((await post(then(busy, { status: 200 }))).pauses).toEqual([12_000]);
	});

	test('gives up after three attempts and says when to come back; the message may be sent later', async () => {
		const busy = { status: 429, headers: { 'Retry-After': '2' } };
		const { answers, seen, pauses } = await post(then(busy));
		expect(answers).toEqual([
			{ state: 'unavailable', reason: 'the webhook answered 429', retryAfterSeconds: 2 },
		]);
		expect(seen).toHaveLength(3);
		expect(pauses).toEqual([2000, 2000]);
	});

	test('a wait of more than half a minute is left to the next run', async () => {
		const { answers, seen } = await post(then({ status: 503, headers: { 'Retry-After': '3600' } }));
		expect(seen).toHaveLength(1);
		expect(answers[0]).toMatchObject({ state: 'unavailable', retryAfterSeconds: 3600 });
	});

	test('without a way to wait there is one attempt', async () => {
		const { seen } = await post(then({ status: 429 }), { waits: false });
		expect(seen).toHaveLength(1);
	});

	test.each([400, 401, 404, 409, 410, 422])('a %d is refused at once', async (status) => {
		const { answers, seen } = await post(then({ status }));
		expect(answers).toEqual([{ state: 'refused', reason: `the webhook answered ${status}` }]);
		expect(seen).toHaveLength(1);
	});

	test('a redirect is refused, not followed', async () => {
		const { answers } = await post(then({ status: 302, headers: { Location: 'https://example.com' } }));
		expect(answers[0]).toMatchObject({ state: 'refused', reason: expect.stringContaining('final address') as unknown });
	});

	test('a broken answer is tried again; then only an acceptance settles it', async () => {
		expect((await post(then({ status: 500 }, { status: 200 }))).answers).toEqual([{ state: 'sent' }]);
		for (const last of [{ status: 500 }, { status: 429 }, { status: 409 }] as const) {
			const { answers } = await post(then({ status: 500 }, { status: 502 }, last));
			expect(answers[0].state).toBe('unknown');
		}
	});

	test('a connection that breaks leaves the outcome unknown, one that never opened does not', async () => {
		const { answers } = await post(then('hangUp'));
		expect(answers[0].state).toBe('unknown');
		const closed = destinations.webhook.open({ url: await closedAddress() });
		const [refused] = await closed.send({ request: realRequest, now: () => now }, deliveries(1));
		expect(refused).toMatchObject({ state: 'unavailable', reason: 'the webhook cannot be reached (ECONNREFUSED)' });
	});

	test('an answer that never comes in time leaves the outcome unknown', async () => {
		const slow = async (): Promise<Reply> => {
			await new Promise((resolve) => setTimeout(resolve, 1000));
			return { status: 200 };
		};
		const { answers } = await post(slow, { settings: { timeoutSeconds: 0.1 }, waits: false });
		expect(answers[0].state).toBe('unknown');
	});

	test('a receiver that is away is not asked for every message', async () => {
		const { answers, seen } = await post(then({ status: 503 }), { count: 60, waits: false });
		expect(seen.length).toBeLessThanOrEqual(4);
		expect(answers.map((answer) => answer.state)).toEqual(Array.from({ length: 60 }, () => 'unavailable'));
	});

	test('one message the receiver chokes on is unknown, and those after it can be sent later', async () => {
		const choke: Parameters<typeof openLocalServer>[0] = ({ body }) => ({
			status: body.includes('customer-10"') ? 500 : 200,
		});
		const { answers } = await post(choke, { count: 60, waits: false });
		const states = answers.map((answer) => answer.state);
		expect(states.filter((state) => state === 'unknown')).toHaveLength(1);
		expect(states[10]).toBe('unknown');
		expect(states[59]).toBe('unavailable');
	});

	test('a cancelled run tries nothing more', async () => {
		const { answers, seen } = await post(then({ status: 200 }), { count: 5, signal: AbortSignal.abort() });
		expect(seen).toHaveLength(0);
		expect(answers.every((answer) => answer.state === 'unavailable')).toBe(true);
	});

	test.each([
		['url', { url: 'shop.example' }],
		['url', { url: 'file:///etc/passwd' }],
		['secret', { url: 'https://a.example', secret: ' ' }],
		['Idempotency-Key', { url: 'https://a.example', headers: { 'Idempotency-Key': 'x' } }],
		['attemptsMax', { url: 'https://a.example', attemptsMax: 0 }],
	])('a wrong %s is named', (name, settings) => {
		expect(() => destinations.webhook.open(settings)).toThrow(InvalidInput);
		expect(() => destinations.webhook.open(settings)).toThrow(name);
	});
});

test('a signature is that of the test vector of Standard Webhooks', () => {
	const signed = {
		id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
		timestampSeconds: 1_614_265_330,
		body: '{"test": 2432232314}',
	};
	expect(signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', signed)).toBe(
		'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
	);
});
