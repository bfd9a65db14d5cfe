import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomerEvent } from '../../../../lib/events/types';
import { screenEvent } from '../../../../lib/privacy/screen/screenEvent';
import { screenRows } from '../../../../lib/privacy/screen/screenRows';
import { isCard, pseudonymOf } from '../../../../lib/privacy/screen/screenText';
import type { ScreenPolicy } from '../../../../lib/privacy/screen/types';
import { sql } from '../../../../lib/sql/sql';
import { anEvent } from '../../../support/anEvent';
import { openTestStore } from '../../../support/openTestStore';
import { properties } from '../../../support/properties';

const open: ScreenPolicy = { keep: 'all', shortenIp: true, optedOut: 'keepForContract' };
const hidden: ScreenPolicy = { ...open, pseudonymKey: 'the key' };

const screened = (values: Record<string, unknown>, policy: ScreenPolicy = open) =>
	screenEvent(policy, anEvent({ properties: values }));

describe('what is always taken', () => {
	test.each([
		[{ password: 'hunter2' }, { password: '[removed]' }],
		[{ 'x-api-key': 'abc', plan: 'team' }, { 'x-api-key': '[removed]', plan: 'team' }],
		[{ deep: [{ access_token: 'abc\\"d' }] }, { deep: [{ access_token: '[removed]' }] }],
		[{ cvc: 123, token: 'x', tokens: 4 }, { cvc: '[removed]', token: '[removed]', tokens: 4 }],
		[{ note: 'my key is sk_live_abcdefghij1234' }, { note: 'my key is [removed]' }],
		[{ jwt: 'eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl' }, { jwt: '[removed]' }],
	])('a secret by its key or shape: %j', (given, expected) => {
		const { event, dropped } = screened(given);
		expect(event.properties).toEqual(expected);
		expect(dropped).toEqual(['secrets']);
	});

	// Test numbers of the card schemes (Visa, Mastercard, American Express, Discover).
	test.each(['4111111111111111', '5555 5555 5555 4444', '3782-822463-10005', '6011111111111117'])('the card number %s', (card) => {
		const { event, dropped } = screened({ text: `I paid with ${card}, please check` });
		expect(event.properties).toEqual({ text: 'I paid with [removed], please check' });
		expect(dropped).toEqual(['cardNumbers']);
	});

	test('a card number that is a bare number leaves JSON behind', () => {
		expect(screened({ number: 4111111111111111, list: [5555555555554444, 1] }).event.properties).toEqual({ number: null, list: [null, 1] });
	});

	test.each([
		['an order number that is no card', { order: '4111111111111112' }],
		['a time in milliseconds', { at: 1735689600000 }],
		['words about secrets', { text: 'my password is safe', subject: 'the "token" of love' }],
		['a version', { version: '1.2.3' }],
		['a time of day', { at: '12:30:45' }],
	])('%s is left as it is, the very same object', (_title, values) => {
		const event = anEvent({ properties: values });
		expect(screenEvent(open, event).event.properties).toBe(values);
	});
});

describe('what the owner decides', () => {
	test('only listed properties are kept', () => {
		const { event, dropped } = screened({ plan: 'team', note: 'x', empty: null }, { ...open, keep: ['plan', 'empty'] });
		expect(event.properties).toEqual({ plan: 'team' });
		expect(dropped).toEqual(['properties']);
	});

	test('what was agreed and what was sent keeps its meaning, whatever is listed', () => {
		const listed: ScreenPolicy = { ...open, keep: ['plan'] };
		const kept = (parts: Partial<CustomerEvent>) =>
			screenEvent(listed, anEvent({ ...parts, properties: { purpose: 'marketing', profilingConsent: false, receiptId: 'r', note: 'x' } })).event.properties;
		expect(kept({ name: 'Consent Withdrawn' })).toEqual({ purpose: 'marketing' });
		expect(kept({ kind: 'identify', name: 'identify' })).toEqual({ profilingConsent: false });
		expect(kept({ name: 'Email Sent' })).toEqual({ receiptId: 'r' });
		expect(kept({ name: 'Trip Booked' })).toEqual({});
	});

	test('an address is shortened so that it tells the network and not the person', () => {
		const values = { ip: '203.0.113.77', six: '2001:db8:85a3:8d3:1319:8a2e:370:7348', gap: '2001:db8::1' };
		expect(screened(values).event.properties).toEqual({ ip: '203.0.113.0', six: '2001:db8:85a3::', gap: '2001:db8::' });
		expect(screened(values, { ...open, shortenIp: false }).event.properties).toEqual(values);
	});

	test('a pseudonym is the keyed hash of the plain address, so the same person stays the same', () => {
		const hash = createHmac('sha256', 'the key').update('ada@example.com').digest('hex').slice(0, 32);
		const event = anEvent({ customerId: ' Ada@Example.com'.trim(), properties: { email: 'ADA@example.com', phone: '+49 (30) 1234-567' } });
		const { event: safe } = screenEvent(hidden, event);
		expect(safe.customerId).toBe(`p-${hash}`);
		expect(safe.properties).toEqual({ email: `p-${hash}`, phone: pseudonymOf('+49301234567', 'the key') });
		expect(pseudonymOf('ada@example.com', 'another')).not.toBe(`p-${hash}`);
	});

	test('an address inside a longer one is not cut out of it', () => {
		const { event } = screened({ text: 'ann@x.com wrote to joann@x.com' }, hidden);
		expect(event.properties).toEqual({ text: `${pseudonymOf('ann@x.com', 'the key')} wrote to ${pseudonymOf('joann@x.com', 'the key')}` });
	});

	test('ids that are no addresses stay as they are', () => {
		expect(screenEvent(hidden, anEvent({ customerId: '17850' })).event.customerId).toBe('17850');
	});
});

const luhn = (payload: string): string => {
	for (let digit = 0; digit < 10; digit += 1) if (isCard(`${payload}${digit}`)) return `${payload}${digit}`;
	return payload;
};

const card = fc
	.tuple(fc.constantFrom('4', '51', '37', '6011', '2221'), fc.stringMatching(/^[0-9]{8,12}$/))
	.map(([prefix, rest]) => luhn(`${prefix}${rest}`));
const piece = fc.oneof(
	card,
	card.map((digits) => digits.replace(/(....)/g, '$1 ').trim()),
	fc.constantFrom('ann@x.com', 'JoAnn@x.com', '203.0.113.7', '2001:db8::1', '2001:db8:1:2:3:4:5:6', 'sk_live_abcdefghij', 'naïve ☕ "quoted" \\ text', ', '),
	fc.string({ maxLength: 8 }),
	fc.integer().map(String),
);
const leaf = fc.oneof(
	piece,
	fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(' ')),
	card.map(Number),
	card.map((digits) => Number(digits.slice(0, 13)) + 0.5),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.integer(),
	fc.boolean(),
	fc.constant(null),
);
const key = fc.constantFrom('password', 'phone', 'mobileNumber', 'ip', 'note', 'apiKey', 'x"y', 'token', 'plan', 'é', 'purpose', 'profilingConsent', 'receiptId');
const anything = fc.dictionary(
	key,
	fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(key, fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })), { maxKeys: 3 })),
	{ maxKeys: 4 },
);

test('screening again changes nothing, and no card number is left', () => {
	fc.assert(
		fc.property(anything, (values) => {
			const once = screened(values, hidden).event;
			expect(screenEvent(hidden, once).event.properties).toEqual(once.properties);
			const text = JSON.stringify(once.properties);
			for (const [, found] of text.matchAll(/(?:^|[^0-9A-Za-z_.])([2-6][0-9](?:[ -]?[0-9]){11,17})\b/g)) expect(isCard(found)).toBe(false);
		}),
		properties(500),
	);
});

describe('read as SQL over the rows of a file', () => {
	async function inSql(policy: ScreenPolicy, events: readonly CustomerEvent[]): Promise<unknown[]> {
		const store = await openTestStore();
		await store.recordEvents(events);
		return await store.query(
			sql`select event_id, customer_id, anonymous_id, properties from ${screenRows(policy, sql`(select * from events)`)} screened order by event_id`,
		);
	}

	function inTypeScript(policy: ScreenPolicy, events: readonly CustomerEvent[]): unknown[] {
		return events
			.map((event) => screenEvent(policy, event).event)
			.map(({ eventId, customerId, anonymousId, properties: kept }) => ({
				event_id: eventId,
				customer_id: customerId,
				anonymous_id: anonymousId,
				properties: kept,
			}))
			.sort((left, right) => (left.event_id < right.event_id ? -1 : 1));
	}

	test.each([
		['open', open],
		['hidden', hidden],
		['listed', { ...hidden, keep: ['plan', 'note', 'x"y', 'é'] }],
		['bare', { ...open, shortenIp: false, keep: [] }],
	] as [string, ScreenPolicy][])('takes and leaves the same as the other reading: %s', async (_title, policy) => {
		const values = fc.sample(anything, { seed: 7, numRuns: process.env.COHORTS_DEEP === '1' ? 20_000 : 400 });
		const ids = ['Ada@Example.com', '+49 301 234567', '17850', null];
		const whats = [
			{ kind: 'track', name: 'Feature Used' },
			{ kind: 'identify', name: 'identify' },
			{ kind: 'track', name: 'Consent Withdrawn' },
			{ kind: 'page', name: 'Email Sent' },
			{ kind: 'track', name: 'Email Sent' },
		] as const;
		const events = values.map((kept, index) =>
			anEvent({
				eventId: `e${String(index).padStart(6, '0')}`,
				...whats[index % whats.length],
				customerId: ids[index % 4],
				anonymousId: ids[(index + 1) % 4],
				properties: JSON.parse(JSON.stringify(kept)) as Record<string, unknown>,
			}),
		);
		expect(await inSql(policy, events)).toEqual(inTypeScript(policy, events));
	});
});
