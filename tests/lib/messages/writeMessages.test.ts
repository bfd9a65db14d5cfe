import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messagePurposes } from '../../../lib/cohorts/types';
import { InvalidInput } from '../../../lib/core/errors';
import type { Outcome } from '../../../lib/core/outcome';
import { visibleText } from '../../../lib/messages/check/visibleText';
import { messageTones, type Message, type MessageBrief, type MessageFact, type MessageOffer } from '../../../lib/messages/types';
import { writeMessages, type WritingEngine } from '../../../lib/messages/writeMessages';
import { aBrief, tenPercent, verdant } from '../../support/aBrief';
import { properties } from '../../support/properties';

/** Deep runs take minutes. */
const timeout = process.env.COHORTS_DEEP === '1' ? 1_200_000 : 20_000;
const today = Date.parse('2025-06-01T00:00:00Z');

function anEngine(changes: Partial<WritingEngine> = {}): WritingEngine & { readonly notices: string[] } {
	const notices: string[] = [];
	return {
		clock: { now: () => today },
		notify: { progress: () => undefined, hint: (sentence) => notices.push(sentence) },
		notices,
		...changes,
	};
}

async function write(brief: MessageBrief, templates?: { subject?: string; body?: string }): Promise<Outcome<Message>> {
	const [outcome] = await writeMessages(anEngine(), [brief], { templates });
	return outcome;
}

async function written(brief: MessageBrief, templates?: { subject?: string; body?: string }): Promise<Message> {
	const outcome = await write(brief, templates);
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

async function problem(brief: unknown, templates?: { subject?: string; body?: string }): Promise<string> {
	const outcome = await write(brief as MessageBrief, templates);
	if (outcome.ok) throw new Error(`expected a failure, got: ${outcome.value.text}`);
	expect(outcome.error).toBeInstanceOf(InvalidInput);
	return outcome.error.message;
}

describe('an e-mail from a shipped template', () => {
	test('reads like a person wrote it, and carries what it must', async () => {
		const message = await written(
			aBrief({
				customerId: 'c1',
				offer: tenPercent,
				facts: [
					{ name: 'daysSinceLastOrder', value: 91.4, label: 'days since the last order', unit: 'days' },
					{ name: 'favouriteCategory', value: 'seeds', label: 'favourite category' },
				],
			}),
		);
		expect(message).toMatchObject({
			customerId: 'c1',
			channel: 'email',
			to: 'ada@example.com',
			subject: 'A small welcome back: 10 % off your next order',
			preheader: 'Things have been a little quiet between us, so we thought we would say hello.',
			unsubscribeUrl: verdant.unsubscribeUrl,
			writtenBy: 'template winBack',
			reason: 'no language model is connected',
		});
		expect(message.text).toBe(
			[
				'Hi Ada,',
				'Things have been a little quiet between us, so we thought we would say hello.',
				'If you still like seeds, come by and see what catches your eye.',
				'We also put something aside for you: 10 % off your next order. Use the code WELCOME10 at the checkout. It is yours until 31 December 2025.',
				'Come and have a look: https://verdant.example',
				'Hope to see you soon,\nMara from Verdant',
				'--\nYou receive this e-mail as a customer of Verdant.\nVerdant Ltd, 12 Orchard Lane, Bristol BS1 4ND\nUnsubscribe: https://verdant.example/u/8f2a\n',
			].join('\n\n'),
		);
	});

	test('its HTML says the same, in tables with inline styles, readable in the dark', async () => {
		const { html, text } = await written(aBrief({ offer: tenPercent }));
		const seen = visibleText(html);
		for (const paragraph of text.split('\n\n').slice(0, 3)) expect(seen).toContain(paragraph);
		expect(html).toContain('<meta name="color-scheme" content="light dark">');
		expect(html).toContain('role="presentation"');
		expect(html).toContain('<strong>10 % off your next order</strong>');
		expect(html).toContain('href="https://verdant.example/u/8f2a"');
		expect(html).not.toMatch(/<script|<img|\{\{|\{%/);
	});

	const facts: readonly (readonly MessageFact[])[] = [
		[],
		[
			{ name: 'orders', value: 12, label: 'orders', unit: 'count' },
			{ name: 'daysSinceLastOrder', value: 91.4, label: 'days since the last order', unit: 'days' },
			{ name: 'favouriteCategory', value: 'garden_tools', label: 'favourite category' },
			{ name: 'webinarsLast90Days', value: 2, label: 'webinars attended in the last 90 days', unit: 'count' },
		],
		[{ name: 'orders', value: 1, label: 'orders', unit: 'count' }],
	];
	const offers: readonly (MessageOffer | undefined)[] = [
		undefined,
		tenPercent,
		{ name: 'Free shipping', description: 'free shipping on your next order' },
		{ name: 'Starter bundle', listPriceCents: 4900, priceCents: 3900, currency: 'GBP' },
		{ name: 'Early access', description: 'early access to new arrivals, before everybody else', url: 'https://verdant.example/early' },
		{ name: 'Spring', discountPercent: 12.5, code: 'SPRING' },
	];
	const products = [
		undefined,
		[{ name: 'Copper Watering Can', url: 'https://verdant.example/p/1', priceCents: 3900, listPriceCents: 4900, currency: 'EUR' }, { name: '3-in-1 Soil "Max" <b>' }],
	];

	test.each(messagePurposes)('%s: every wording holds against its own check, whatever the brief has', async (purpose) => {
		const briefs = facts.flatMap((known) =>
			offers.flatMap((offer) =>
				products.flatMap((list) =>
					['1', '2', '3', '4', '5', '6', '7', '8'].map((customerId, index) =>
						aBrief({
							purpose, customerId, facts: known, offer, products: list,
							tone: messageTones[index % 2],
							firstName: index % 3 === 0 ? undefined : 'Ada',
						}),
					),
				),
			),
		);
		const outcomes = await writeMessages(anEngine(), briefs);
		const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.message]));
		expect(failures).toEqual([]);
		const subjects = new Set(outcomes.map((outcome) => (outcome.ok ? outcome.value.subject : '')));
		expect(subjects.size).toBeGreaterThanOrEqual(3);
		for (const outcome of outcomes) {
			if (outcome.ok) expect(outcome.value.text).not.toMatch(/ ,| \.|\n\n\n|\s{3}|undefined|null/);
		}
	});

	test('a name of one letter is a name', async () => {
		expect((await written(aBrief({ firstName: 'Ö' }))).text).toMatch(/^Hi Ö,/);
	});

	test('a customer without a plausible name is greeted without one', async () => {
		for (const firstName of [undefined, '', '{{7*7}}', '<b>Ada</b>', '😀', 'x'.repeat(9000)]) {
			const friendly = await written(aBrief({ firstName }));
			expect(friendly.text).toMatch(/^Hi there,\n/);
			expect(friendly.subject).not.toMatch(/^,|undefined/);
			expect((await written(aBrief({ firstName, tone: 'formal' }))).text).toMatch(/^Dear customer,\n/);
		}
	});

	test('the same brief gives the same message, byte for byte', async () => {
		expect(await written(aBrief({ offer: tenPercent }))).toEqual(await written(aBrief({ offer: tenPercent })));
	});

	test.each(['a.', "o'brien", '(x)', 'a!b', 'ünï%20'])('an unsubscribe address may end in %j', async (id) => {
		const unsubscribeUrl = `https://verdant.example/u?c=${encodeURIComponent(id)}`;
		const message = await written(aBrief({ brand: { ...verdant, unsubscribeUrl } }));
		expect(message.text).toContain(`Unsubscribe: ${unsubscribeUrl}\n`);
		expect(visibleText(message.html)).toContain(`Unsubscribe ( ${unsubscribeUrl} )`);
	});

	test('a message without an address has no recipient', async () => {
		expect(await written(aBrief({ email: undefined }))).not.toHaveProperty('to');
	});
});

describe('a wrong brief fails alone, and says what is wrong', () => {
	test.each([
		[{ brand: { ...verdant, unsubscribeUrl: 'http://verdant.example/u' } }, 'brand.unsubscribeUrl of the message: expected an https address'],
		[{ brand: { ...verdant, site: 'javascript:alert(1)' } }, 'brand.site of the message'],
		[{ brand: { ...verdant, address: '' } }, 'brand.address of the message'],
		[{ brand: { ...verdant, sender: 'A\nBcc: b@example.com' } }, 'brand.sender of the message: expected one line'],
		[{ purpose: 'nag' }, 'purpose of the message'],
		[{ facts: undefined }, 'facts of the message'],
		[{ offer: { name: 'Worse', listPriceCents: 100, priceCents: 200 } }, 'offer "Worse" raises the price from 100 to 200 cents'],
		[{ offer: { name: 'Odd', discountPercent: -5 } }, 'offer.discountPercent of the message'],
		[{ offer: { ...tenPercent, expiresAt: today } }, 'offer "Welcome back" ended at 2025-06-01T00:00:00.000Z'],
		[{ products: [{ name: 'Rake', priceCents: 200, listPriceCents: 100 }] }, 'product "Rake" has a price above its list price'],
	])('%j', async (change, sentence) => {
		expect(await problem({ ...aBrief(), ...(change as object) })).toContain(sentence);
	});

	test('the others are written', async () => {
		const outcomes = await writeMessages(anEngine(), [aBrief(), 'nonsense', aBrief({ customerId: 'c2' })]);
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
	});

	test('no briefs, no messages', async () => {
		const engine = anEngine();
		expect(await writeMessages(engine, [])).toEqual([]);
		expect(engine.notices).toEqual([]);
	});
});

describe("the owner's own templates", () => {
	test('say what the owner wants, in Liquid, with our parts at hand', async () => {
		const brief = aBrief({ offer: tenPercent, facts: [{ name: 'orders', value: 12, label: 'orders' }] });
		const message = await written(brief, {
			subject: '{{ firstName | default: "Hello" }}, June is here',
			body: "{% render 'greeting' %}\n\nShipping is free above €50 all June. You have ordered {{ facts.orders }} times.\n\n{% render 'offer' %}\n\n[To the shop](https://verdant.example/june)",
		});
		expect(message.subject).toBe('Ada, June is here');
		expect(message.writtenBy).toBe('own template');
		expect(message.text).toContain('Shipping is free above €50 all June. You have ordered 12 times.');
		expect(message.html).toContain('<a href="https://verdant.example/june"');
	});

	test('one of the two is enough', async () => {
		const message = await written(aBrief(), { subject: 'Hello from {{ brand.sender }}' });
		expect(message.subject).toBe('Hello from Verdant');
		expect(message.text).toContain('Hi Ada,');
	});

	test.each([
		['Hi {{ fistName }},', 'Body Template, line 1: there is no "fistName" for this customer; write {{ fistName | default: "…" }}'],
		['Hi,\n\n{{ facts.orders }} orders', 'Body Template, line 3: there is no "facts.orders"'],
		['Hi\n{{ firstName | shout }}', 'Body Template, line 2: undefined filter: shout'],
		['Hi\n\n\n{% if firstName %}', 'Body Template, line 4: tag {% if firstName %} not closed'],
		['{% bogus %}', 'Body Template, line 1: tag "bogus" not found'],
		["{% render '../../../etc/passwd' %}", 'Body Template, line 1: '],
		['{{ "now" | date: "%Y" }}', 'Body Template, line 1: "now" is not known here'],
		['{{ products | sample }}', 'Body Template, line 1: the filter "sample" is not allowed'],
		['{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}', 'Body Template, line 1: '],
		['{{ firstName.constructor }}', 'Body Template, line 1: there is no "firstName.constructor"'],
	])('%j is refused with its line', async (body, sentence) => {
		const refusal = writeMessages(anEngine(), [aBrief()], { templates: { body } }).then(([outcome]) => {
			if (outcome.ok) throw new Error(`expected a failure, got: ${outcome.value.text}`);
			throw outcome.error;
		});
		await expect(refusal).rejects.toThrow(sentence);
		await expect(refusal).rejects.toBeInstanceOf(InvalidInput);
	});

	test('what data adds to them is still checked', async () => {
		const brief = aBrief({ facts: [{ name: 'note', value: '', label: 'note' }] });
		expect(await problem(brief, { body: 'Dear {{ facts.note }},\n\nhello.' })).toContain('greets nobody');
		expect(await problem(aBrief({ offer: tenPercent }), { body: 'Hello there.' })).toContain('the terms of the offer are incomplete');
	});
});

describe('whatever the data, nothing of it becomes code, markup or a claim', () => {
	const nasty = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 60 }),
		fc.string({ unit: 'binary', maxLength: 60 }),
		fc.constantFrom(
			'<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '{{ brand.unsubscribeUrl }}', '{% raw %}', '{{7*7}}', "{% include 'offer' %}",
			'[win](https://evil.example)', '**bold**', '- item', 'a\r\nBcc: b@example.com', '\u202eevil', '👩‍👩‍👧‍👦', "Robert'); DROP TABLE customers;--", 'x'.repeat(5000),
			'&lt;b&gt;', '$1 $& $`', '\ue0f0\ue0f5', '</td></tr></table>', 'Ada {{firstName}}', '[First Name]', 'null',
		),
	);
	const brief = fc.record({
		firstName: fc.option(nasty, { nil: undefined }),
		category: nasty,
		product: nasty,
		purpose: fc.constantFrom(...messagePurposes),
		customerId: fc.string({ minLength: 1 }),
	});

	test('with shipped templates', async () => {
		await fc.assert(
			fc.asyncProperty(brief, async ({ firstName, category, product, purpose, customerId }) => {
				const outcome = await write(
					aBrief({
						firstName, purpose, customerId, offer: tenPercent,
						facts: [{ name: 'favouriteCategory', value: category, label: 'favourite category' }],
						products: [{ name: product, url: 'https://verdant.example/p/1' }],
					}),
				);
				if (!outcome.ok) {
					// Only what cannot be a product's name at all is refused.
					expect(outcome.error.message).toMatch(/^products\.0\.name of the message: /);
					return;
				}
				const { html, subject, text } = outcome.value;
				expect(html).not.toMatch(/<script|<img|onerror=[^&]*>|<\/table>\s*<\/td><\/tr><\/table><img/i);
				expect(html.match(/<table/g)?.length).toBe(html.match(/<\/table>/g)?.length);
				expect(html.match(/<a /g)?.length).toBe(html.match(/<\/a>/g)?.length);
				expect([...html.matchAll(/href="([^"]*)"/g)].every(([, href]) => href.startsWith('https://verdant.example'))).toBe(true);
				expect(subject).not.toMatch(/[\r\n]/);
				expect(text).toContain('WELCOME10');
				expect(text).not.toContain('49\n');
			}),
			properties(150),
		);
	}, timeout);

	test('with own templates that print everything', async () => {
		await fc.assert(
			fc.asyncProperty(brief, async ({ firstName, category, customerId }) => {
				const outcome = await write(
					aBrief({ firstName, customerId, facts: [{ name: 'note', value: category, label: 'note' }] }),
					{ subject: 'Note: {{ facts.note }}', body: 'Hi {{ firstName | default: "there" }},\n\nnote: {{ facts.note }}\n\nBye' },
				);
				if (!outcome.ok) {
					expect(outcome.error).toBeInstanceOf(InvalidInput);
					return;
				}
				const { html, subject } = outcome.value;
				expect(html).not.toMatch(/<script|<img|<b>/i);
				expect([...html.matchAll(/href="([^"]*)"/g)].every(([, href]) => href.startsWith('https://verdant.example'))).toBe(true);
				expect(subject).not.toMatch(/[\r\n]/);
				expect(subject.length).toBeLessThanOrEqual(150);
			}),
			properties(150),
		);
	}, timeout);
});

describe('a long run', () => {
	test('tells its progress, gives others their turn, and can be cancelled', async () => {
		const progress: string[] = [];
		const cancel = new AbortController();
		const engine = anEngine({
			signal: cancel.signal,
			notify: { hint: () => undefined, progress: (sentence) => progress.push(sentence) },
		});
		const briefs = Array.from({ length: 250 }, (_, index) => aBrief({ customerId: `c${index}` }));
		let turns = 0;
		const timer = setInterval(() => {
			turns += 1;
		}, 1);
		await writeMessages(engine, briefs);
		clearInterval(timer);
		expect(progress).toEqual(['Writing e-mails: 100 of 250', 'Writing e-mails: 200 of 250']);
		expect(turns).toBeGreaterThan(10);
		cancel.abort(new Error('cancelled by the user'));
		await expect(writeMessages(engine, briefs)).rejects.toThrow('cancelled by the user');
	});
});
