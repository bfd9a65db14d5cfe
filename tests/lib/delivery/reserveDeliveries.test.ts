import { describe, expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { InvalidInput } from '../../../lib/core/errors';
import { reserveDeliveries } from '../../../lib/delivery/reserveDeliveries';
import { sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { engineOver } from '../../support/engineOver';
import { shareTestStore } from '../../support/shareTestStore';
import { aMessage, openRules, strictRules } from './builders';

const today = '2025-03-15T12:00:00Z';
const now = Date.parse(today);
const sharedStore = shareTestStore();
let stories = 0;

function open() {
	stories += 1;
	return { engine: engineOver(sharedStore(), { today }), ada: `ada-${stories}`, bob: `bob-${stories}` };
}

const consent = (customerId: string, name: string, ago = 1000) =>
	anEvent({ customerId, name, properties: { purpose: 'marketing' }, occurredAt: now - ago });

async function rowsOf(customerId: string) {
	return await sharedStore().query(
		sql`select id, state, reserved_at, content from messages where customer_id = ${customerId}`,
	);
}

describe('reserveDeliveries', () => {
	test('only who agreed is written to, unless the owner says otherwise on purpose', async () => {
		const { engine, ada, bob } = open();
		const eve = `eve-${stories}`;
		await engine.store.recordEvents([consent(ada, 'Consent Given'), consent(bob, 'Consent Withdrawn')]);
		const messages = [ada, bob, eve].map((customerId) => aMessage({ customerId }));
		const strict = await reserveDeliveries(engine, messages, { ...strictRules, dryRun: true });
		expect(strict.map((verdict) => verdict.send)).toEqual([true, false, false]);
		expect(strict[2]).toMatchObject({
			state: 'withheld',
			reason: 'consent to marketing is not known: not written to',
		});
		const lenient = await reserveDeliveries(engine, messages, { ...openRules, dryRun: true });
		expect(lenient.map((verdict) => verdict.send)).toEqual([true, false, true]);
	});

	test('a withdrawal counts in the very millisecond it arrives, and from a clock that runs ahead', async () => {
		const { engine, ada, bob } = open();
		await engine.store.recordEvents([
			consent(ada, 'Consent Given', 5000),
			consent(ada, 'Consent Withdrawn', 0),
			consent(bob, 'Consent Given', 5000),
			anEvent({
				customerId: bob,
				name: 'Consent Withdrawn',
				properties: {},
				occurredAt: now + 3_600_000,
				receivedAt: now,
			}),
		]);
		const messages = [ada, bob].map((customerId) => aMessage({ customerId }));
		const verdicts = await reserveDeliveries(engine, messages, strictRules);
		expect(verdicts.map((verdict) => verdict.send)).toEqual([false, false]);
	});

	test('what may leave is reserved once, without text or address; the second time it is not sent', async () => {
		const { engine, ada } = open();
		const message = aMessage({ customerId: ada, details: { offer: 'ten-off' } });
		const [first] = await reserveDeliveries(engine, [message], openRules);
		const [second] = await reserveDeliveries(engine, [message], openRules);
		expect(first.send).toBe(true);
		expect(second).toMatchObject({ send: false, state: 'unknown' });
		const rows = await rowsOf(ada);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({ state: 'reserved', reserved_at: now });
		expect(JSON.stringify(rows[0].content)).not.toContain('Hello');
		expect(JSON.stringify(rows[0].content)).not.toContain('@');
		expect(JSON.stringify(rows[0].content)).toContain('ten-off');
	});

	test('ten runs at once reserve a message once', async () => {
		const { engine, ada } = open();
		const runs = Array.from({ length: 10 }, async () =>
			await reserveDeliveries(engine, [aMessage({ customerId: ada })], openRules),
		);
		const sends = (await Promise.all(runs)).flat().filter((verdict) => verdict.send);
		expect(sends).toHaveLength(1);
	});

	test('runs at once do not exceed the cap of a customer together', async () => {
		const { engine, ada } = open();
		const rules = { ...openRules, frequencyCap: { messages: 3, days: 7 } };
		const runs = Array.from({ length: 8 }, async (_, run) =>
			await reserveDeliveries(engine, [aMessage({ customerId: ada, campaign: `campaign-${run}` })], rules),
		);
		const sends = (await Promise.all(runs)).flat().filter((verdict) => verdict.send);
		expect(sends).toHaveLength(3);
	});

	test('the cap counts over campaigns, within a batch, and lets go after its days', async () => {
		const { engine, ada } = open();
		const rules = { ...openRules, frequencyCap: { messages: 2, days: 7 } };
		const written = (from: number) =>
			[0, 1, 2].map((index) => aMessage({ customerId: ada, campaign: `campaign-${from + index}` }));
		const sends = async (from: number) =>
			(await reserveDeliveries(engine, written(from), rules)).map((verdict) => verdict.send);
		expect(await sends(0)).toEqual([true, true, false]);
		engine.sleep({ days: 6.9 });
		expect(await sends(3)).toEqual([false, false, false]);
		engine.sleep({ days: 0.2 });
		expect(await sends(6)).toEqual([true, true, false]);
	});

	test('the cap counts what other tools sent, and one of our own sends only once', async () => {
		const { engine, ada, bob } = open();
		const rules = { ...openRules, frequencyCap: { messages: 2, days: 7 } };
		const [reserved] = await reserveDeliveries(engine, [aMessage({ customerId: bob })], rules);
		await engine.store.recordEvents([
			anEvent({ customerId: ada, name: 'Email Sent', occurredAt: now - 2 * DAY_MILLISECONDS }),
			anEvent({ customerId: ada, name: 'Push Sent', occurredAt: now - 3 * DAY_MILLISECONDS }),
			anEvent({ customerId: ada, name: 'Email Sent', occurredAt: now - 8 * DAY_MILLISECONDS }),
			anEvent({
				customerId: bob,
				name: 'Email Sent',
				properties: { receiptId: reserved.receiptId },
				occurredAt: now - 1,
			}),
		]);
		const verdicts = await reserveDeliveries(
			engine,
			[ada, bob].map((customerId) => aMessage({ customerId, campaign: 'next' })),
			rules,
		);
		expect(verdicts[0]).toMatchObject({
			send: false,
			reason: 'the customer has had 2 of at most 2 messages in 7 days',
		});
		expect(verdicts[1].send).toBe(true);
	});

	test('messages to an id that was merged since count for the customer', async () => {
		const { engine, ada } = open();
		const rules = { ...openRules, frequencyCap: { messages: 1, days: 7 } };
		const old = `augusta-${stories}`;
		await reserveDeliveries(engine, [aMessage({ customerId: old })], rules);
		const alias = { kind: 'alias', name: 'alias', anonymousId: old, customerId: ada } as const;
		await engine.store.recordEvents([anEvent({ ...alias, occurredAt: now - 1 })]);
		const [verdict] = await reserveDeliveries(engine, [aMessage({ customerId: ada, campaign: 'b' })], rules);
		expect(verdict.send).toBe(false);
	});

	test('in quiet hours nothing leaves, and the verdict says until when', async () => {
		const { engine, ada } = open();
		const quietHours = { fromHour: 11, toHour: 14, timeZone: 'UTC' };
		const [verdict] = await reserveDeliveries(engine, [aMessage({ customerId: ada })], {
			...openRules,
			quietHours,
		});
		expect(verdict).toMatchObject({ state: 'withheld', reason: 'quiet hours until 14:00 in UTC' });
		expect(await rowsOf(ada)).toEqual([]);
	});

	test('a message that cannot leave is refused alone, and the same one twice leaves once', async () => {
		const { engine, ada, bob } = open();
		const message = aMessage({ customerId: ada });
		const broken = aMessage({ customerId: bob, to: 'nobody' });
		const verdicts = await reserveDeliveries(engine, [broken, message, message], openRules);
		expect(verdicts.map((verdict) => (verdict.send ? 'send' : verdict.state))).toEqual([
			'refused',
			'send',
			'withheld',
		]);
	});

	test('a dry run has the same verdicts and reserves nothing', async () => {
		const { engine, ada } = open();
		const rules = { ...openRules, frequencyCap: { messages: 1, days: 7 } };
		const messages = ['a', 'b'].map((campaign) => aMessage({ customerId: ada, campaign }));
		const dry = await reserveDeliveries(engine, messages, { ...rules, dryRun: true });
		expect(await rowsOf(ada)).toEqual([]);
		expect(await reserveDeliveries(engine, messages, rules)).toEqual(dry);
	});

	test('a broken rule stops everything, also without messages', async () => {
		const { engine } = open();
		const rules = { ...openRules, frequencyCap: { messages: -1, days: 7 } };
		await expect(reserveDeliveries(engine, [], rules)).rejects.toThrow(InvalidInput);
		expect(await reserveDeliveries(engine, [], openRules)).toEqual([]);
	});
});
