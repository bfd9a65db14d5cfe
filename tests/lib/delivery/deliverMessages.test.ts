import { describe, expect, test } from 'vitest';
import { InvalidInput, ServiceUnavailable } from '../../../lib/core/errors';
import type { Outcome } from '../../../lib/core/outcome';
import { deliverMessages, type DeliveryOptions } from '../../../lib/delivery/deliverMessages';
import { destinations } from '../../../lib/delivery/destinations';
import { settleDelivery } from '../../../lib/delivery/settleDelivery';
import type { Destination, OutgoingMessage, Receipt } from '../../../lib/delivery/types';
import { sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { engineOver } from '../../support/engineOver';
import { openLocalServer, realRequest } from '../../support/localServer';
import { openTestStore, temporaryFolder } from '../../support/openTestStore';
import { shareTestStore } from '../../support/shareTestStore';
import { aMessage, openRules, strictRules } from './builders';

const today = '2025-03-15T12:00:00Z';
const now = Date.parse(today);
const sharedStore = shareTestStore();
const handOver = destinations.handOver.open();
let stories = 0;

function open() {
	stories += 1;
	const engine = engineOver(sharedStore(), { today, overrides: { request: realRequest } });
	return { engine, ada: `ada-${stories}`, bob: `bob-${stories}`, eve: `eve-${stories}` };
}

function receiptsOf(outcomes: readonly Outcome<Receipt>[]): Receipt[] {
	return outcomes.map((outcome) => {
		if (!outcome.ok) throw outcome.error;
		return outcome.value;
	});
}

const statesOf = (outcomes: readonly Outcome<Receipt>[]): string[] =>
	outcomes.map((outcome) => (outcome.ok ? outcome.value.state : outcome.error.constructor.name));

async function sentEvents(customerId: string) {
	return await sharedStore().query<{ event_id: string; name: string; properties: Record<string, unknown> }>(
		sql`select event_id, name, channel, campaign, occurred_at, properties from events
			where customer_id = ${customerId} and name like '%Sent'`,
	);
}

describe('deliverMessages to the next node', () => {
	const deliver = async (
		engine: ReturnType<typeof open>['engine'],
		messages: readonly OutgoingMessage[],
		options: DeliveryOptions = openRules,
	) => await deliverMessages(engine, handOver, { messages, options });

	test('returns the fields of the e-mail node, the headers of RFC 8058 and a receipt', async () => {
		const { engine, ada } = open();
		const unsubscribeUrl = 'https://example.com/unsubscribe/opaquepart';
		const [receipt] = receiptsOf(await deliver(engine, [aMessage({ customerId: ada, unsubscribeUrl })]));
		expect(receipt.state).toBe('handedOver');
		expect(receipt.email).toEqual({
			to: `${ada}@example.com`,
			subject: 'Hello',
			html: '<p>Hello</p>',
			text: 'Hello',
			headers: {
				'List-Unsubscribe': '<https://example.com/unsubscribe/opaquepart>',
				'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
			},
			receiptId: receipt.receiptId,
		});
		expect(await sentEvents(ada)).toEqual([]);
		expect(engine.notices.some((notice) => notice.includes('unsubscribe'))).toBe(false);
	});

	test('an e-mail without an unsubscribe address leaves without these headers, and a hint says so', async () => {
		const { engine, ada } = open();
		const [receipt] = receiptsOf(await deliver(engine, [aMessage({ customerId: ada })]));
		expect(receipt.email?.headers).toEqual({});
		expect(engine.notices[0]).toContain('1 of 1 e-mails have no unsubscribeUrl');
	});

	test('handing over again hands over nothing, until it is settled as refused', async () => {
		const { engine, ada } = open();
		const messages = [aMessage({ customerId: ada })];
		const [first] = receiptsOf(await deliver(engine, messages));
		const [again] = receiptsOf(await deliver(engine, messages));
		expect(again).toMatchObject({ state: 'withheld', reason: expect.stringContaining('handed over on 2025-03-15') as unknown });
		expect(again.email).toBeUndefined();
		await settleDelivery(engine, [first.receiptId], 'refused');
		expect(statesOf(await deliver(engine, messages))).toEqual(['handedOver']);
	});

	test('a send recorded as an event with the receipt id settles it', async () => {
		const { engine, ada } = open();
		const messages = [aMessage({ customerId: ada })];
		const [{ receiptId }] = receiptsOf(await deliver(engine, messages));
		await engine.store.recordEvents([
			anEvent({ customerId: ada, name: 'Email Sent', properties: { receiptId }, occurredAt: now }),
		]);
		const [again] = receiptsOf(await deliver(engine, messages));
		expect(again).toMatchObject({ state: 'withheld', reason: expect.stringContaining('was sent on') as unknown });
	});

	test('consent withdrawn between segmentation and send is kept, also within one run', async () => {
		const { engine, ada, bob } = open();
		const consent = { name: 'Consent Given', properties: { purpose: 'marketing' }, occurredAt: now - 9 };
		await engine.store.recordEvents([anEvent({ customerId: ada, ...consent }), anEvent({ customerId: bob, ...consent })]);
		const messages = [ada, bob].map((customerId) => aMessage({ customerId }));
		expect(statesOf(await deliver(engine, messages, { ...strictRules, dryRun: true }))).toEqual(['dryRun', 'dryRun']);

		// Bob withdraws while Ada's message, the group before his, is on its way.
		const oneByOne: Destination = {
			...handOver,
			batchMessages: 1,
			send: async (outside, deliveries) => {
				await engine.store.recordEvents([
					anEvent({ customerId: bob, name: 'Consent Withdrawn', properties: {}, occurredAt: now - 1 }),
				]);
				return await handOver.send(outside, deliveries);
			},
		};
		const outcomes = await deliverMessages(engine, oneByOne, { messages, options: strictRules });
		expect(statesOf(outcomes)).toEqual(['handedOver', 'withheld']);
	});

	test('a dry run hands nothing over and leaves no trace', async () => {
		const { engine, ada } = open();
		const [receipt] = receiptsOf(
			await deliver(engine, [aMessage({ customerId: ada })], { ...openRules, dryRun: true }),
		);
		expect(receipt).toMatchObject({ state: 'dryRun' });
		expect(receipt.email).toBeUndefined();
		expect(await engine.store.query(sql`select id from messages where customer_id = ${ada}`)).toEqual([]);
	});

	test('no messages, no receipts', async () => {
		const { engine } = open();
		expect(await deliver(engine, [])).toEqual([]);
	});

	test('a cancelled run stops before the next group', async () => {
		const { engine, ada } = open();
		const cancelled = { ...engine, signal: AbortSignal.abort(new Error('cancelled')) };
		await expect(deliver(cancelled, [aMessage({ customerId: ada })])).rejects.toThrow('cancelled');
	});
});

describe('deliverMessages to a webhook', () => {
	test('records each send as an event once, and never sends it again', async () => {
		const { engine, ada } = open();
		const server = await openLocalServer(() => ({ status: 200 }));
		const destination = destinations.webhook.open({ url: server.url });
		const messages = [aMessage({ customerId: ada, details: { offer: 'ten-off' } })];
		const [receipt] = receiptsOf(await deliverMessages(engine, destination, { messages, options: openRules }));
		expect(receipt.state).toBe('sent');
		const again = receiptsOf(await deliverMessages(engine, destination, { messages, options: openRules }));
		expect(again[0]).toMatchObject({ state: 'withheld', reason: 'was sent on 2025-03-15T12:00:00.000Z' });
		expect(server.seen).toHaveLength(1);
		expect(await sentEvents(ada)).toMatchObject([
			{
				event_id: `${receipt.receiptId}-sent`,
				name: 'Email Sent',
				channel: 'email',
				campaign: 'weekly',
				occurred_at: now,
				properties: { offer: 'ten-off', receiptId: receipt.receiptId },
			},
		]);
	});

	test('answers in the order of the messages, whatever became of each', async () => {
		const { engine, ada, bob, eve } = open();
		const server = await openLocalServer(({ body }) => ({ status: body.includes(bob) ? 422 : 200 }));
		const destination = destinations.webhook.open({ url: server.url });
		const messages = [aMessage({ customerId: eve, to: 'x' }), ...[bob, ada].map((customerId) => aMessage({ customerId }))];
		const outcomes = await deliverMessages(engine, destination, { messages, options: openRules });
		expect(receiptsOf(outcomes).map(({ customerId, state, reason }) => [customerId, state, reason])).toEqual([
			[eve, 'refused', 'to is not one e-mail address'],
			[bob, 'refused', 'the webhook answered 422'],
			[ada, 'sent', 'accepted by the destination'],
		]);
	});

	test('a refused message and one the receiver was too busy for may be sent later', async () => {
		const { engine, ada } = open();
		const statuses = [422, 503, 200];
		const server = await openLocalServer((_seen, count) => ({ status: statuses[count - 1] }));
		const destination = destinations.webhook.open({ url: server.url });
		const send = async () =>
			await deliverMessages(engine, destination, { messages: [aMessage({ customerId: ada })], options: openRules });
		expect(statesOf(await send())).toEqual(['refused']);
		const [away] = await send();
		expect(away).toMatchObject({ ok: false, error: expect.any(ServiceUnavailable) as unknown });
		expect(statesOf(await send())).toEqual(['sent']);
		expect(await sentEvents(ada)).toHaveLength(1);
	});

	test('a message whose outcome is unknown is reported, not sent again, until somebody settles it', async () => {
		const { engine, ada, bob } = open();
		const server = await openLocalServer(() => 'hangUp');
		const destination = destinations.webhook.open({ url: server.url });
		const send = async (customerId: string) =>
			receiptsOf(
				await deliverMessages(engine, destination, { messages: [aMessage({ customerId })], options: openRules }),
			)[0];
		const first = await send(ada);
		expect(first.state).toBe('unknown');
		expect(await send(ada)).toMatchObject({
			state: 'unknown',
			reason: expect.stringContaining('nobody reported the outcome') as unknown,
		});
		expect(server.seen).toHaveLength(1);
		await settleDelivery(engine, [first.receiptId], 'sent');
		expect((await send(ada)).state).toBe('withheld');
		const other = await send(bob);
		await settleDelivery(engine, [other.receiptId], 'refused');
		expect((await send(bob)).state).toBe('unknown');
		expect(server.seen).toHaveLength(3);
	});

	test('ten runs at once send one message', async () => {
		const { engine, ada } = open();
		const server = await openLocalServer(() => ({ status: 200 }));
		const destination = destinations.webhook.open({ url: server.url });
		const messages = [aMessage({ customerId: ada })];
		await Promise.all(
			Array.from({ length: 10 }, async () =>
				await deliverMessages(engine, destination, { messages, options: openRules }),
			),
		);
		expect(server.seen).toHaveLength(1);
	});
});

describe('settleDelivery', () => {
	test('records the send once, however often it is reported', async () => {
		const { engine, ada } = open();
		const messages = [aMessage({ customerId: ada, details: { variant: 'b' } })];
		const [{ receiptId }] = receiptsOf(
			await deliverMessages(engine, handOver, { messages, options: openRules }),
		);
		expect(statesOf(await settleDelivery(engine, [receiptId, receiptId], 'sent'))).toEqual(['sent', 'sent']);
		await settleDelivery(engine, [receiptId], 'sent');
		expect(await sentEvents(ada)).toMatchObject([{ properties: { receiptId, variant: 'b' } }]);
	});

	test('an id nobody reserved, and a send called refused afterwards, are errors of these ids', async () => {
		const { engine, ada } = open();
		const messages = [aMessage({ customerId: ada })];
		const [{ receiptId }] = receiptsOf(
			await deliverMessages(engine, handOver, { messages, options: openRules }),
		);
		await settleDelivery(engine, [receiptId], 'sent');
		const [unknown, late] = await settleDelivery(engine, ['message-x', receiptId], 'refused');
		expect(unknown).toMatchObject({ ok: false, error: expect.any(InvalidInput) as unknown });
		expect(late).toMatchObject({ ok: false, error: expect.any(InvalidInput) as unknown });
		expect(await settleDelivery(engine, [], 'sent')).toEqual([]);
	});
});

test('a run that broke after reserving leaves its messages unknown to the next, in a store opened anew', async () => {
	const folder = await temporaryFolder();
	const first = await openTestStore(folder);
	const broken: Destination = {
		id: 'broken',
		batchMessages: 10,
		send: async () => await Promise.reject(new Error('the process lost its mind')),
	};
	const messages = [aMessage({ customerId: 'ada' }), aMessage({ customerId: 'bob' })];
	const run = deliverMessages(engineOver(first, { today }), broken, { messages, options: openRules });
	await expect(run).rejects.toThrow('lost its mind');
	await first.close();
	const second = engineOver(await openTestStore(folder), { today });
	const outcomes = await deliverMessages(second, handOver, {
		messages: [...messages, aMessage({ customerId: 'eve' })],
		options: openRules,
	});
	expect(statesOf(outcomes)).toEqual(['unknown', 'unknown', 'handedOver']);
});
