import { expect, test } from 'vitest';
import { NotEnoughData } from '../../../lib/core/errors';
import { computeFeatures } from '../../../lib/features/computeFeatures';
import { supportFeatures } from '../../../lib/features/catalogue/support/definition';
import { understandItems } from '../../../lib/features/understandItems';
import { understandTickets } from '../../../lib/features/understandTickets';
import { companyActions, vocabulary } from '../../../lib/features/vocabulary';
import { sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { openTestEngine } from '../../support/openTestEngine';

const today = '2025-01-01T00:00:00Z';
const request = { textProperties: ['subject', 'description', 'comment'] };

const ticket = (customerId: string, description: string, parts: Parameters<typeof anEvent>[0] = {}) =>
	anEvent({ name: 'Ticket Created', customerId, daysAgo: 5, ...parts, properties: { description, ...parts.properties } });

const understoodEvents = sql`
	select event_id, customer_id, anonymous_id, occurred_at, received_at, properties from events
	where name = 'Ticket Understood' order by customer_id, event_id`;

test('each ticket, chat and comment becomes an event of its customer and times, once', async () => {
	const engine = await openTestEngine({ today });
	const billing = ticket('ada', 'This is horrible: I was charged twice!', { receivedAt: Date.parse(today) - 1000, properties: { subject: 'Invoice' } });
	await engine.store.recordEvents([
		billing,
		anEvent({ name: 'NPS Answered', customerId: 'bob', daysAgo: 3, properties: { score: 10, comment: 'Love it, great support' } }),
		anEvent({ name: 'NPS Answered', customerId: 'bob', daysAgo: 2, properties: { score: 9 } }),
		ticket('cyd', 'Ich möchte mein Geld zurück und bin sehr enttäuscht.'),
		anEvent({ name: 'Chat Started', customerId: null, anonymousId: 'visitor-1', daysAgo: 1, properties: { description: 'How do I reset my password?' } }),
		anEvent({ name: 'Ticket Replied', customerId: 'ada', properties: { description: 'a reply is no ticket' } }),
	]);
	const first = await understandTickets(engine, request);
	expect(first).toMatchObject({
		understood: 4,
		withoutText: 1,
		topics: { 'account access': 1, billing: 1, praise: 1, other: 1 },
		moods: { positive: 1, neutral: 1, negative: 1, none: 1 },
		languages: { en: 3, de: 1 },
		topicsFrom: 'bundled-1',
	});
	const rows = await engine.store.query(understoodEvents);
	expect(rows[0]).toMatchObject({
		customer_id: 'ada',
		occurred_at: billing.occurredAt,
		received_at: billing.receivedAt,
		properties: { ticketEventId: billing.eventId, topic: 'billing', mood: 'negative', negative: 1, language: 'en', topicsFrom: 'bundled-1' },
	});
	expect(rows[2].properties).toEqual({ ticketEventId: expect.any(String), topic: 'other', language: 'de', topicsFrom: 'bundled-1' });
	expect(rows[3]).toMatchObject({ customer_id: null, anonymous_id: 'visitor-1' });
	expect(await understandTickets(engine, request)).toMatchObject({ understood: 0 });
	expect(await engine.store.query(understoodEvents)).toEqual(rows);
});

test('features read what was understood, and see it no earlier than the ticket', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([
		ticket('ada', 'I want to cancel my subscription, this is a terrible disappointment.'),
		ticket('ada', 'Why was I charged twice? Awful.', { daysAgo: 10 }),
		ticket('ada', 'Thank you so much, great support!', { daysAgo: 20 }),
		anEvent({ customerId: 'ada', daysAgo: 40 }),
	]);
	await understandTickets(engine, request);
	const definitions = supportFeatures(vocabulary);
	const featuresAt = async (asOf: string) => (await computeFeatures(engine, { definitions, asOf: Date.parse(asOf), ids: ['ada'] }))[0];
	const now = await featuresAt(today);
	expect(now).toMatchObject({ ok: true, value: { ticketsLast90Days: 3, ticketsAboutBillingLast90Days: 1, ticketsAboutCancellationLast90Days: 1, ticketsAboutBugsLast90Days: 0 } });
	expect(now.ok && now.value.ticketNegativeShareLast90Days).toBeCloseTo(2 / 3, 9);
	expect(await featuresAt('2024-12-15T00:00:00Z')).toMatchObject({
		ok: true,
		value: { ticketsLast90Days: 1, ticketNegativeShareLast90Days: 0, ticketsAboutCancellationLast90Days: 0 },
	});
	expect(companyActions).toContain('Ticket Understood');
});

test('customers who objected to profiling are not read', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([
		ticket('ada', 'Great!'),
		ticket('bob', 'Great!'),
		anEvent({ name: 'Consent Withdrawn', customerId: 'ada', daysAgo: 1, properties: { purpose: 'profiling' } }),
		ticket('cyd', 'Great!', { excluded: 'optedOut' }),
	]);
	expect(await understandTickets(engine, request)).toMatchObject({ understood: 1 });
	expect((await engine.store.query(understoodEvents)).map((row) => row.customer_id)).toEqual(['bob']);
});

test('more tickets than a page are all read, and a run that broke off is continued', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(Array.from({ length: 2_600 }, (_, index) => ticket(`c${index}`, index % 2 === 0 ? 'Great!' : '')));
	expect(await understandTickets(engine, request)).toMatchObject({ understood: 1_300, withoutText: 1_300 });
	await engine.store.recordEvents([ticket('late', 'Great!')]);
	expect(await understandTickets(engine, request)).toMatchObject({ understood: 1 });
});

const learnable = (count: number) =>
	Array.from({ length: count }, (_, index) => {
		const [topic, word] = index % 2 === 0 ? ['hardware', 'screen'] : ['software', 'update'];
		return ticket(`c${index}`, `my ${word} number ${index} has a problem`, { properties: { topic } });
	});

test('topics are learnt from a property of the tickets, tested, and named for the others', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([...learnable(120), ticket('new', 'a broken screen')]);
	const answer = await understandTickets(engine, { ...request, labelProperty: 'topic' });
	expect(answer).toMatchObject({ understood: 121, topics: { hardware: 61, software: 60 }, evaluation: { learntFrom: 120, accuracy: 1 } });
	expect(answer.topicsFrom).toMatch(/^labels-[0-9a-f]{8}$/);
});

test('too few labels are refused, and neither error nor log holds a text or a label', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([...learnable(60), ticket('ada', 'My secret is 4711', { properties: { topic: 'ada@example.com' } })]);
	const refused = understandTickets(engine, { ...request, labelProperty: 'topic' });
	await expect(refused).rejects.toThrow(NotEnoughData);
	await expect(refused).rejects.toThrow('property "topic": 1 of its 3 labels have fewer than 20 texts, the rarest 1');
	await expect(refused).rejects.not.toThrow(/ada@|4711/);
	await understandTickets(engine, request);
	expect(engine.notices.join()).not.toMatch(/ada@|4711|screen/);
});

test('items are understood in their order, and a label given stays', async () => {
	const engine = await openTestEngine({ today });
	const { texts, namer } = await understandItems(engine, [{ text: 'Where is my parcel?' }, { text: '' }, { text: 'Thanks!', label: 'mine' }], { learn: 'bundled' });
	expect(texts.map(({ topic, mood }) => [topic, mood])).toEqual([['delivery', 'neutral'], [null, null], ['mine', 'positive']]);
	expect(namer.evaluation).toBeUndefined();
	expect(engine.notices.join()).toContain('killer feature');
});
