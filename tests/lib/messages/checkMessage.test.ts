import { describe, expect, test } from 'vitest';
import { checkMessage } from '../../../lib/messages/check/checkMessage';
import { readings } from '../../../lib/messages/check/numbers';
import { layOut } from '../../../lib/messages/render/layOut';
import { protectMarkup } from '../../../lib/messages/render/markup';
import { templateScope } from '../../../lib/messages/templateScope';
import type { MessageBrief, ViolationKind } from '../../../lib/messages/types';
import { aBrief, tenPercent, verdant } from '../../support/aBrief';

const TERMS = '10 % off your next order with the code WELCOME10, until 31 December 2025.';

const brief = aBrief({
	segment: { name: 'Fading Regulars' },
	offer: tenPercent,
	facts: [
		{ name: 'orders', value: 12, label: 'orders', unit: 'count' },
		{ name: 'daysSinceLastOrder', value: 91.4, label: 'days since the last order', unit: 'days' },
		{ name: 'favouriteCategory', value: 'seeds', label: 'favourite category' },
		{ name: 'customerSince', value: '2023-04-05', label: 'customer since' },
		{ name: 'netRevenueCents', value: 48250, label: 'revenue', unit: 'cents' },
		{ name: 'discountedOrderShare', value: 0.25, label: 'share of orders with a discount', unit: 'share' },
	],
	products: [{ name: 'Copper Watering Can', priceCents: 3900, listPriceCents: 4900, currency: 'EUR', url: 'https://verdant.example/p/1' }],
});

/** A message of this sentence around the terms of the offer. */
function saying(sentence: string, about: MessageBrief = brief, subject = 'A quick hello'): readonly string[] {
	const terms = about.offer ? TERMS : '';
	const laidOut = layOut(
		{ subject: protectMarkup(subject), body: `Hi ${about.firstName ?? 'there'},\n\n${protectMarkup(sentence)}\n\n${terms}` },
		{ ...templateScope(about), brand: templateScope(about).brand },
	);
	return checkMessage(laidOut, about).filter(({ where }) => where !== 'html').map(({ kind }) => kind);
}

describe('what the brief says may be said', () => {
	test.each([
		'You have ordered 12 times.',
		'You have ordered twelve times by now.',
		'It has been 91 days since your last order.',
		'Your favourite seeds are waiting, and so is the “Copper Watering Can”.',
		'The Copper Watering Can is €39.00 instead of €49.00 (see https://verdant.example/p/1).',
		'It costs 39 EUR now, 49,00 € before.',
		'A customer since 5 April 2023.',
		'A customer since April 5th, 2023, and since 2023-04-05.',
		'You spent €482.50 here, and a quarter of it, 25 %, with a discount.',
		'Use it before December 31.',
		'Feel free to reply. One of us will read it.',
		'Mara from Verdant says hello; so do I, and I’m glad.',
		'Save ten percent.',
		'Write to us at Verdant Ltd, 12 Orchard Lane, Bristol BS1 4ND.',
	])('%s', (sentence) => {
		expect(saying(sentence)).toEqual([]);
	});
});

describe('what it does not say is caught', () => {
	const planted: readonly (readonly [ViolationKind, string])[] = [
		['number', 'You have ordered 13 times.'],
		['number', 'You have ordered thirteen times.'],
		['number', 'It has been 92 days.'],
		['number', 'Come back within 12 days.'],
		['number', 'We have 1,250 new plants.'],
		['number', 'Help is there 24/7.'],
		['percentage', 'Take 15 % off.'],
		['percentage', 'Take 12% off.'],
		['percentage', 'Take fifteen percent off.'],
		['money', 'It is only €19.'],
		['money', 'It is only $39 000.'],
		['money', 'It costs 12 euros.'],
		['date', 'Only until 30 December 2025.'],
		['date', 'Only until December 31, 2026.'],
		['date', 'It starts on 2025-12-30.'],
		['date', 'It ends on 1/15/2026.'],
		['code', 'Use SAVE20 today.'],
		['code', 'Use GARDEN for more.'],
		['code', 'Use the code spring5.'],
		['link', 'See https://evil.example/p for more.'],
		['link', 'See www.verdant-shop.com for more.'],
		['link', 'See verdant.example.evil.com for more.'],
		['link', 'Write to help@verdant.example now.'],
		['quotation', 'Try the “Golden Rake” next.'],
		['quotation', 'Try the "Golden Rake" next.'],
		['name', 'Our new product is the Lumen lamp.'],
		['name', 'As Grace would say, welcome.'],
		['placeholder', 'Dear {{firstName}}, hello.'],
		['placeholder', 'Hello [First Name].'],
		['placeholder', 'You like undefined.'],
		['placeholder', 'You like %FIRSTNAME%.'],
		['segment', 'As one of our fading regulars, you matter.'],
		['claim', 'Satisfaction guaranteed.'],
		['claim', 'The lowest price anywhere.'],
		['claim', 'Shipping is free.'],
		['claim', 'Hurry, this is your last chance.'],
		['claim', 'It ends tonight.'],
		['claim', 'Only today for you.'],
		['claim', 'An exclusive choice.'],
		['claim', 'A gift is waiting.'],
		['claim', 'Order twice as much.'],
		['claim', 'Everyone loves it.'],
		['claim', 'We noticed you were away.'],
		['claim', 'You attended our event.'],
		['claim', 'You left something behind.'],
		['claim', 'You recently upgraded.'],
		['claim', 'Your last visit was fun.'],
		['claim', 'Our webinars are good.'],
		['claim', 'You are a valued customer.'],
		['claim', 'Scientifically proven to work.'],
	];

	test.each(planted)('%s: %s', (kind, sentence) => {
		expect(saying(sentence)).toContain(kind);
	});

	test.each(planted)('%s in HTML alone: %s', (kind, sentence) => {
		const clean = layOut({ subject: 'Hello', body: `Hi Ada,\n\n${TERMS}` }, { ...templateScope(brief), brand: templateScope(brief).brand });
		const html = clean.html.replace('</p>', `</p><p>${sentence}</p>`);
		expect(checkMessage({ ...clean, html }, brief)).toContainEqual(expect.objectContaining({ kind, where: 'html' }));
		expect(checkMessage(clean, brief)).toEqual([]);
	});

	test('in the subject as in the text', () => {
		expect(saying('Hello.', brief, '50 % off for you')).toContain('percentage');
		expect(saying('Hello.', brief, 'Ada, only 2 left')).toContain('number');
	});

	test('without an offer there is nothing to offer', () => {
		const without = aBrief();
		expect(saying('A discount is waiting.', without)).toContain('claim');
		expect(saying('Take 10 % off.', without)).toContain('percentage');
		expect(saying('Use the code WELCOME10.', without)).toContain('code');
		expect(saying('You have ordered from us before.', without)).toContain('claim');
		expect(saying('Your favourite things are here.', without)).toContain('claim');
	});

	test('another name in the greeting, or none at all', () => {
		const greet = (line: string) => {
			const laidOut = layOut({ subject: 'Hello', body: `${line}\n\n${TERMS}` }, { ...templateScope(brief), brand: templateScope(brief).brand });
			return checkMessage(laidOut, brief).map(({ kind }) => kind);
		};
		expect(greet('Hi Grace,')).toContain('greeting');
		expect(greet('Hi ,')).toContain('greeting');
		expect(greet('Dear ,')).toContain('greeting');
		expect(greet('Hi ada,')).toEqual([]);
		expect(greet('Hello there!')).toEqual([]);
	});

	test('a message without its address, its way out, its code or its price', () => {
		const laidOut = layOut({ subject: 'Hello', body: `Hi Ada,\n\n${TERMS}` }, { ...templateScope(brief), brand: templateScope(brief).brand });
		const kindsOf = (text: string) => checkMessage({ ...laidOut, text }, brief).map(({ kind, found }) => [kind, found]);
		expect(kindsOf(laidOut.text.replace(verdant.address, ''))).toEqual([['required', verdant.address]]);
		expect(kindsOf(laidOut.text.replace(verdant.unsubscribeUrl, ''))).toEqual([['required', verdant.unsubscribeUrl]]);
		expect(kindsOf(laidOut.text.replace('WELCOME10', ''))).toEqual([['offer', 'WELCOME10']]);
		expect(kindsOf(laidOut.text.replace('31 December 2025', 'soon'))).toEqual([['offer', '31 December 2025']]);
		expect(checkMessage({ ...laidOut, subject: '' }, brief)).toContainEqual(expect.objectContaining({ kind: 'subject' }));
		expect(checkMessage({ ...laidOut, subject: 'a\nBcc: x' }, brief)).toContainEqual(expect.objectContaining({ kind: 'subject' }));
	});
});

test('what the owner writes in a template is the owner’s to say; what data adds is not', () => {
	const own = 'Hi {{ firstName }}, shipping is free above €50 this weekend only, see https://verdant.example/sale. Use JUNE5.';
	const filled = (extra: string) => {
		const body = `Hi Ada, shipping is free above €50 this weekend only, see https://verdant.example/sale. Use JUNE5.\n\n${TERMS}\n\n${extra}`;
		const laidOut = layOut({ subject: 'Hello', body }, { ...templateScope(brief), brand: templateScope(brief).brand });
		return checkMessage(laidOut, brief, own).map(({ kind }) => kind);
	};
	expect(filled('')).toEqual([]);
	expect(filled('And 70 % off.')).toContain('percentage');
	expect(filled('See https://evil.example.')).toContain('link');
	expect(filled('Hello {{ oops }}.')).toContain('placeholder');
});

test('"1,234" may be read both ways, and "1.234,50" one way', () => {
	expect(readings('1,234')).toEqual([1234, 1.234]);
	expect(readings('1.234,50')).toContain(1234.5);
	expect(readings('1 234')).toContain(1234);
});
