import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../../lib/core/errors';
import { problemOf } from '../../../lib/delivery/checkMessage';
import { checkRules } from '../../../lib/delivery/checkRules';
import { isQuiet } from '../../../lib/delivery/quietHours';
import { receiptIdOf } from '../../../lib/delivery/receiptId';
import { isUnsubscribeUrl, unsubscribeHeaders } from '../../../lib/delivery/unsubscribeHeaders';
import { aMessage, openRules } from './builders';

describe('unsubscribeHeaders', () => {
	test('are the example of RFC 8058, section 8.1, byte for byte', () => {
		const headers = unsubscribeHeaders('https://example.com/unsubscribe/opaquepart');
		expect(Object.entries(headers).map(([name, value]) => `${name}: ${value}`)).toEqual([
			'List-Unsubscribe: <https://example.com/unsubscribe/opaquepart>',
			'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
		]);
	});

	test('without an address there are none', () => {
		expect(unsubscribeHeaders(undefined)).toEqual({});
	});

	test.each([
		'http://example.com/u',
		'mailto:u@example.com',
		'https://example.com/u>, <https://evil.example',
		'https://example.com/u\r\nBcc: everybody@example.com',
		'https://example.com/ü',
		'https://',
		'',
	])('%j may not stand in them', (url) => {
		expect(isUnsubscribeUrl(url)).toBe(false);
	});

	test('a token with its percent signs may', () => {
		expect(isUnsubscribeUrl('https://example.com/u?token=a%2Bb-_.~&c=1')).toBe(true);
	});
});

describe('problemOf', () => {
	test('a plain message has none', () => {
		expect(problemOf(aMessage())).toBeUndefined();
		expect(problemOf(aMessage({ to: 'ada.lovelace+shop@mail.example.co.uk', text: '' }))).toBeUndefined();
		expect(problemOf(aMessage({ channel: 'push', to: 'device-token', subject: '' }))).toBeUndefined();
	});

	test.each([
		['to is empty', { to: ' ' }],
		['to is empty', { to: undefined }],
		['campaign is empty', { campaign: '' }],
		['customerId is empty', { customerId: '' }],
		['subject is empty', { subject: '' }],
		['html and text are both empty', { html: '', text: ' ' }],
		['to contains a line break', { to: 'ada@example.com\nBcc: eve@example.com' }],
		['subject contains a line break', { subject: 'Hello\r\nBcc: eve@example.com' }],
		['to is not one e-mail address', { to: 'ada@example.com, eve@example.com' }],
		['to is not one e-mail address', { to: 'Ada <ada@example.com>' }],
		['to is not one e-mail address', { to: 'nobody' }],
		['unsubscribeUrl is not a plain https address', { unsubscribeUrl: 'http://example.com' }],
	])('%s', (problem, parts) => {
		expect(problemOf(aMessage(parts))).toBe(problem);
	});
});

describe('receiptIdOf', () => {
	test('is the same for the same message, and known from earlier versions', () => {
		expect(receiptIdOf(aMessage())).toBe(receiptIdOf(aMessage({ details: { variant: 'b' } })));
		expect(receiptIdOf(aMessage({ occasion: '2025-W10' }))).toBe(
			'message-8dc06d00fe684ba60bd61a4fd3ebf06a',
		);
	});

	test('differs by campaign, customer, channel and content', () => {
		const ids = [
			aMessage(),
			aMessage({ campaign: 'monthly' }),
			aMessage({ customerId: 'bob' }),
			aMessage({ channel: 'push' }),
			aMessage({ subject: 'Hello again' }),
		].map(receiptIdOf);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('with an occasion, a text written anew is the same message', () => {
		const first = aMessage({ occasion: '2025-W10', text: 'Hello' });
		const rewritten = aMessage({ occasion: '2025-W10', text: 'Good morning' });
		expect(receiptIdOf(rewritten)).toBe(receiptIdOf(first));
		expect(receiptIdOf(aMessage({ occasion: '2025-W11' }))).not.toBe(receiptIdOf(first));
	});
});

describe('isQuiet', () => {
	const night = { fromHour: 21, toHour: 8, timeZone: 'Europe/Berlin' };
	test.each([
		['2025-01-15T19:59:00Z', false], // 20:59 in Berlin
		['2025-01-15T20:00:00Z', true], // 21:00
		['2025-01-15T23:30:00Z', true], // 00:30
		['2025-01-15T06:59:00Z', true], // 07:59
		['2025-01-15T07:00:00Z', false], // 08:00
		['2025-07-15T06:00:00Z', false], // 08:00 in summer time
		['2025-07-15T05:59:00Z', true],
	])('%s by the clocks of Berlin: %s', (instant, quiet) => {
		expect(isQuiet(night, Date.parse(instant))).toBe(quiet);
	});

	test('hours within one day do not go over midnight', () => {
		const noon = { fromHour: 12, toHour: 14, timeZone: 'UTC' };
		const hours = [11, 12, 13, 14].map((hour) => isQuiet(noon, Date.UTC(2025, 0, 1, hour)));
		expect(hours).toEqual([false, true, true, false]);
	});
});

test.each([
	['unknownConsent', { unknownConsent: 'perhaps' as 'send' }],
	['frequencyCap.messages', { frequencyCap: { messages: 0, days: 7 } }],
	['frequencyCap.days', { frequencyCap: { messages: 1, days: 0 } }],
	['quietHours.fromHour', { quietHours: { fromHour: 24, toHour: 8, timeZone: 'UTC' } }],
	['quietHours', { quietHours: { fromHour: 8, toHour: 8, timeZone: 'UTC' } }],
	['quietHours.timeZone', { quietHours: { fromHour: 8, toHour: 9, timeZone: 'Mars/Olympus' } }],
])('a rule with a wrong %s is refused by name', (name, parts) => {
	expect(() => checkRules({ ...openRules, ...parts })).toThrow(InvalidInput);
	expect(() => checkRules({ ...openRules, ...parts })).toThrow(name);
});
