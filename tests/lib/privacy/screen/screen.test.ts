import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomerEvent } from '../../../../lib/events/types';
import { screenEvent } from '../../../../lib/privacy/screen/screenEvent';
import { screenRows } from '../../../../lib/privacy/screen/screenRows';
import { isCard, pseudonymOf } from '../../../../lib/privacy/screen/screenText';
import { PROPERTY_BYTES_MAX, type ScreenPolicy } from '../../../../lib/privacy/screen/types';
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
		[{ csrfToken: 'abc', user_ssn: '078-05-1120', iban: 'DE89370400440532013000' }, { csrfToken: '[removed]', user_ssn: '[removed]', iban: '[removed]' }],
		[{ passwords: ['a', { b: ['c'] }], secret: { value: 1 } }, { passwords: '[removed]', secret: '[removed]' }],
		[{ body: '{"user":"ada","password": "a\\"b","pwd":7}' }, { body: '{"user":"ada","password":"[removed]","pwd":"[removed]"}' }],
		[{ url: 'https://shop.example/reset?token=abc-123&lang=de#access_token=x' }, { url: 'https://shop.example/reset?token=[removed]&lang=de#access_token=[removed]' }],
		[{ header: 'Bearer 0123456789abcdefghij' }, { header: '[removed]' }],
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

	test.each([
		['4111 1111 1111 1111 12/27 123', '[removed] 12/27 123'],
		['4111111111111111 12/27', '[removed] 12/27'],
		['23 4111-1111-1111-1111, 5555555555554444;378282246310005', '23 [removed], [removed];[removed]'],
		['3056 930902 5904', '[removed]'],
	])('digits around a card number do not hide it: %s', (text, expected) => {
		expect(screened({ text }).event.properties).toEqual({ text: expected });
	});

	// Luhn's check passes for each: a barcode (GS1's own example with its check digit changed), ids of a shop, an id of an advert.
	test.each(['4006381333932', '39897499729980', '43729076123457', '23847239847230128'])('%s is an id, no card', (id) => {
		expect(isLuhnValid(id)).toBe(true);
		const values = { id, number: Number(id) };
		expect(screened(values).event.properties).toEqual(values);
	});

	test('a card number that is a bare number leaves JSON behind', () => {
		expect(screened({ number: 4111111111111111, list: [5555555555554444, 1] }).event.properties).toEqual({ number: null, list: [null, 1] });
	});

	test.each([
		['an order number that is no card', { order: '4111111111111112' }],
		['a time in milliseconds', { at: 1735689600000 }],
		['words about secrets', { text: 'my password is safe', subject: 'the "token" of love' }],
		['a name with the letters of a secret in it', { className: 'btn', businessName: 'ACME', tokens: 5, hasPassword: true }],
		['a slug with the letters of a key in it', { slug: 'desk-organization-ideas-for-small-apartments', lesson: 'Basic characterization' }],
		['the number of a network card, a running time', { mac: '00:1b:44:11:3a:b7', at: '01:02:03:04:05' }],
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

	test.each([
		['::ffff:203.0.113.77', '::ffff:203.0.113.0'],
		['203.0.113.77:8080', '203.0.113.0:8080'],
		['203.0.113.77, 198.51.100.3', '203.0.113.0, 198.51.100.0'],
		['[2001:db8::1]:443', '[2001:db8::]:443'],
		['2001:db8:1:2::5', '2001:db8:1::'],
		['fe80::1', 'fe80::'],
		['https://a.example/?ip=203.0.113.77', 'https://a.example/?ip=203.0.113.0'],
	])('the address %s is left as %s', (given, expected) => {
		expect(screened({ given }).event.properties).toEqual({ given: expected });
	});

	test('an international number is a phone under any name', () => {
		const { event } = screened({ contact: '+49 301 234567', delta: '+15.500' }, hidden);
		expect(event.properties).toEqual({ contact: pseudonymOf('+49301234567', 'the key'), delta: '+15.500' });
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

test('more than can be searched is not kept', () => {
	const { event, dropped } = screened({ plan: 'team', text: 'x'.repeat(PROPERTY_BYTES_MAX) });
	expect(event.properties).toEqual({});
	expect(dropped).toEqual(['oversized']);
	expect(screened({ plan: 'team', text: 'x'.repeat(PROPERTY_BYTES_MAX) }, { ...open, keep: ['plan'] }).event.properties).toEqual({ plan: 'team' });
});

// Each made a search through unbounded patterns take from two to fifty seconds.
test.each(['secret', 'phone', 'a.', 'eyJaaaaaaaaaaaaaaaa', 'a@b.example ', '4111111111111111,', '"password":[', ' a:b:c:', '&token'])(
	'no body keeps the process busy: %s again and again',
	(part) => {
		const values = { text: part.repeat(Math.ceil(200_000 / part.length)), password: ['"'.repeat(50_000)] };
		const start = performance.now();
		screened(values, hidden);
		expect(performance.now() - start).toBeLessThan(1_500);
	},
);

function isLuhnValid(digits: string): boolean {
	const sum = [...digits].reverse().map(Number).reduce((total, digit, place) => {
		const doubled = place % 2 === 1 ? digit * 2 : digit;
		return total + (doubled > 9 ? doubled - 9 : doubled);
	}, 0);
	return sum % 10 === 0;
}

/** Numbers of Visa, Mastercard, American Express, Discover and Diners Club with a digit that makes Luhn's check pass. */
const card = fc
	.tuple(
		fc.constantFrom(['4', 16], ['4', 19], ['51', 16], ['2221', 16], ['37', 15], ['6011', 16], ['36', 14], ['62', 17]),
		fc.stringMatching(/^[0-9]{18}$/),
	)
	.map(([[prefix, size], rest]) => {
		const payload = `${prefix}${rest}`.slice(0, Number(size) - 1);
		return `${payload}${[...'0123456789'].find((digit) => isLuhnValid(payload + digit)) ?? ''}`;
	});
const piece = fc.oneof(
	card,
	card.map((digits) => digits.replace(/(....)/g, '$1 ').trim()),
	card.map((digits) => `${digits} 12/27`),
	fc.constantFrom('ann@x.com', 'JoAnn@x.com', 'b@c.de@f.gh', '203.0.113.7', '::ffff:203.0.113.7', '2001:db8::1', '2001:db8:1:2:3:4:5:6', 'fe80::1'),
	fc.constantFrom('+49 301 234567', '+15.500', '?token=abc&x=1', 'Bearer 0123456789abcdefghijkl', 'eyJhbGciOiJI.eyJzdWIiOiIx.c2ln', 'desk-organization-ideas'),
	fc.constantFrom('sk_live_abcdefghij', 'naïve ☕ "quoted" \\ text', ', ', '{"password": "a\\"b", "token":1}', '"password":[', '4006381333932'),
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
const key = fc.constantFrom('password', 'phone', 'mobileNumber', 'ip', 'note', 'apiKey', 'x"y', 'token', 'plan', 'é', 'purpose', 'profilingConsent', 'receiptId', 'className', 'user_ssn', 'secret');
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
			for (const [, found] of text.matchAll(/(?:[^0-9A-Za-z_.])([2-6][0-9]{13,18}|(?:[2-6][0-9]{3} ){3}[0-9]{4}|[2-6][0-9](?:[ -]?[0-9]){12,17})\b/g)) {
				expect(isCard(found)).toBe(false);
			}
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
