import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { resolvedEvents } from '../../../../lib/events/resolvedEvents';
import { examples } from '../../../../lib/events/sources/intercom/example';
import type { SentRequest } from '../../../../lib/events/types';
import { collectRequest } from '../../../../lib/journeys/collectRequest';
import { sql } from '../../../../lib/sql/sql';
import { letIn } from '../../../support/letIn';
import { openTestEngine, type TestEngine } from '../../../support/openTestEngine';
import { sentRequestOf } from '../../../support/sentRequestOf';

const secret = 'intercom_client_secret';
const today = '2026-01-10T08:00:00Z';
const at = Date.parse(today) / 1000 - 10;

let notices = 0;

/** A notification as Intercom wraps it; each has an id of its own unless given. */
function aNotice(topic: string, item: unknown, more: object = {}): string {
	notices += 1;
	return JSON.stringify({
		type: 'notification_event', app_id: 'abc123def', topic, id: `notif_test_${notices}`, created_at: at, delivery_attempts: 1,
		data: { type: 'notification_event_data', item }, ...more,
	});
}

// As Intercom's page on signed notifications computes it: "sha1=" and the hexadecimal HMAC-SHA1 of the body.
const sign = (text: string, key = secret): string => `sha1=${createHmac('sha1', key).update(text).digest('hex')}`;

function aRequest(text: string, headers: SentRequest['headers'] = { 'x-hub-signature': sign(text) }): SentRequest {
	return { method: 'POST', path: '', query: {}, headers, body: Buffer.from(text) };
}

async function arrive(engine: Pick<TestEngine, 'store' | 'clock'>, text: string, headers?: SentRequest['headers']) {
	return await collectRequest(engine, { source: 'auto', secret, policy: letIn }, aRequest(text, headers));
}

async function eventsOf(topic: string, item: unknown) {
	const { answer, fresh } = await arrive(await openTestEngine({ today }), aNotice(topic, item));
	expect(answer.status).toBe(200);
	return fresh;
}

const aConversation = (more: object = {}) => ({
	type: 'conversation', id: 'c1', state: 'open', source: { type: 'conversation', subject: '', body: '<p>Hi</p>', author: { type: 'user', id: 'i1', email: 'ada@example.com' } },
	contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: 'i1', external_id: 'ada' }] },
	conversation_parts: { type: 'conversation_part.list', conversation_parts: [], total_count: 0 }, ...more,
});
const parts = (...list: unknown[]) => ({ conversation_parts: { type: 'conversation_part.list', conversation_parts: list, total_count: list.length } });
const contactsOf = (...contacts: unknown[]) => ({ contacts: { type: 'contact.list', contacts } });

describe('the signature', () => {
	const text = aNotice('conversation.user.created', aConversation());

	test.each([
		['another secret', { 'x-hub-signature': sign(text, 'another') }, text],
		['another body', { 'x-hub-signature': sign(text) }, text.replace('Hi', 'Ho')],
		['no signature', {}, text],
		['an empty signature', { 'x-hub-signature': 'sha1=' }, text],
		['a signature without the name of its hash', { 'x-hub-signature': sign(text).slice('sha1='.length) }, text],
		['a longer hash', { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}` }, text],
	])('%s is answered 401 and stores nothing', async (_title, headers, body) => {
		const engine = await openTestEngine({ today });
		const { answer, fresh } = await arrive(engine, body, headers);
		expect(answer).toEqual({ status: 401, body: { error: 'The signature is missing, wrong or too old' } });
		expect(fresh).toEqual([]);
		expect(await engine.store.query(sql`select * from events`)).toEqual([]);
	});

	test('without a secret in the trigger everybody who knows the address may send', async () => {
		const engine = await openTestEngine({ today });
		const { fresh } = await collectRequest(engine, { source: 'auto', policy: letIn }, aRequest(text, {}));
		expect(fresh).toHaveLength(1);
	});
});

test('a notification delivered again is stored once, by its id, whatever its count of attempts', async () => {
	const engine = await openTestEngine({ today });
	const id = 'notif_again';
	const first = await arrive(engine, aNotice('conversation.user.created', aConversation(), { id }));
	const second = await arrive(engine, aNotice('conversation.user.created', aConversation(), { id, delivery_attempts: 2 }));
	expect(first.answer.body).toEqual({ stored: 1, duplicates: 0 });
	expect(second.answer).toEqual({ status: 200, body: { stored: 0, duplicates: 1 } });
	expect(second.fresh).toEqual([]);
});

test.each(['ping', 'conversation.admin.assigned', 'conversation.deleted', 'ticket.rating.provided', 'job.completed', 'no.such.topic', '__proto__', 'constructor'])(
	'the topic %s is answered 200 and stores nothing',
	async (topic) => {
		const { answer, fresh } = await arrive(await openTestEngine({ today }), aNotice(topic, aConversation(), { id: null }));
		expect(answer).toEqual({ status: 200, body: { stored: 0, duplicates: 0 } });
		expect(fresh).toEqual([]);
	},
);

test.each([
	['no topic', { topic: undefined }],
	['a topic that is none', { topic: {} }],
])('%s is answered 400 with what was expected', async (_title, more) => {
	const { answer } = await arrive(await openTestEngine({ today }), aNotice('ping', {}, more));
	expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('no notification of Intercom') as string } });
});

describe('nothing is made up where something is missing', () => {
	test.each(['conversation.user.created', 'conversation.user.replied', 'conversation.admin.closed', 'ticket.created', 'ticket.closed', 'contact.user.created', 'contact.unsubscribed'])(
		'%s that names nobody is answered 200, because a refusal would be sent again',
		async (topic) => {
			expect(await eventsOf(topic, aConversation({ ...contactsOf(), source: null }))).toEqual([]);
			expect(await eventsOf(topic, { contact: null, contacts: null, user: null })).toEqual([]);
			expect(await eventsOf(topic, null)).toEqual([]);
		},
	);

	test('a conversation of null fields keeps what it has', async () => {
		const [event] = await eventsOf('conversation.user.created', aConversation({ source: { type: null, subject: null, body: null, author: null }, state: null, tags: null }));
		expect(event).toMatchObject({ customerId: 'ada', channel: null, properties: { ticketId: 'c1' } });
	});

	test('a reply without parts, or of a picture alone, has no text', async () => {
		const [bare] = await eventsOf('conversation.user.replied', aConversation(parts()));
		expect(bare).toMatchObject({ name: 'Chat Replied', customerId: 'ada' });
		expect(bare.properties).not.toHaveProperty('body');
		const [picture] = await eventsOf('conversation.user.replied', aConversation(parts({ body: '<img src="https://cdn.example/a.png">', author: null })));
		expect(picture.properties).not.toHaveProperty('body');
	});

	test.each([[null], [{ rating: null, remark: null }], [{ remark: 'fine' }]])('a rating that is %j is none', async (rating) => {
		expect(await eventsOf('conversation.rating.added', aConversation({ conversation_rating: rating }))).toEqual([]);
	});

	test('a contact without traits, and a tag without a name, say nothing', async () => {
		expect(await eventsOf('contact.user.updated', { type: 'contact', id: 'i1', external_id: 'ada', role: 'user', email: '', location: null })).toEqual([]);
		expect(await eventsOf('contact.user.tag.created', { tag: null, contact: { id: 'i1' } })).toEqual([]);
	});
});

describe('whom an event is about', () => {
	const created = async (contact: object, author: object = {}) => {
		const [event] = await eventsOf('conversation.user.created', aConversation({ ...contactsOf({ type: 'contact', id: 'i1', ...contact }), source: { body: 'x', author: { type: 'user', id: 'i1', ...author } } }));
		return [event.customerId, event.anonymousId];
	};

	test("the site's own id, which joins the contact to it", async () => {
		expect(await created({ external_id: 'ada' }, { email: 'ada@example.com' })).toEqual(['ada', 'intercom-i1']);
		expect(await created({ external_id: 42 })).toEqual(['42', 'intercom-i1']);
	});

	test('else the address in small letters, else the contact as a visitor', async () => {
		expect(await created({ external_id: null }, { email: 'Ada@Example.com' })).toEqual(['ada@example.com', null]);
		expect(await created({ external_id: null }, { email: '' })).toEqual([null, 'intercom-i1']);
	});

	test("a lead's id is made up by Intercom and names nobody", async () => {
		expect(await created({ external_id: 'f7c0bc1e' }, { type: 'lead', email: '' })).toEqual([null, 'intercom-i1']);
		expect(await created({ external_id: 'f7c0bc1e' }, { type: 'lead', email: 'ada@example.com' })).toEqual(['ada@example.com', null]);
	});

	test('who wrote a part, of several in the conversation', async () => {
		const group = contactsOf({ type: 'contact', id: 'i1', external_id: 'ada' }, { type: 'contact', id: 'i2', external_id: 'ben' });
		const [event] = await eventsOf('conversation.user.replied', aConversation({ ...group, ...parts({ body: '<p>Me too</p>', author: { type: 'user', id: 'i2', email: 'ben@example.com' } }) }));
		expect(event).toMatchObject({ customerId: 'ben', anonymousId: 'intercom-i2', properties: { body: 'Me too' } });
	});

	test('who rated, where the rating names only its contact', async () => {
		const rating = { rating: 5, remark: null, contact: { type: 'contact', id: 'i3', external_id: 'cyd' } };
		const [event] = await eventsOf('conversation.rating.added', aConversation({ ...contactsOf(), conversation_rating: rating }));
		expect(event).toMatchObject({ customerId: 'cyd', properties: { rating: 5, satisfaction: 1 } });
	});

	test('what was known of a lead belongs to the user it becomes', async () => {
		const engine = await openTestEngine({ today });
		const lead = { type: 'contact', id: 'i9', external_id: 'f7c0bc1e', role: 'lead', email: null };
		await arrive(engine, aNotice('contact.lead.tag.created', { tag: { name: 'vip' }, contact: lead }));
		await arrive(engine, aNotice('contact.lead.signed_up', { ...lead, external_id: 'ada', role: 'user' }));
		const known = await engine.store.query(sql`select name, resolved_id from ${resolvedEvents(Date.parse('2026-01-11'))} known order by name`);
		expect(known).toEqual([{ name: 'Customer Tagged', resolved_id: 'ada' }, { name: 'Signed Up', resolved_id: 'ada' }]);
	});

	test('two merged contacts are one customer, and a merge that names nobody says nothing', async () => {
		const engine = await openTestEngine({ today });
		await arrive(engine, aNotice('ticket.created', { type: 'ticket', id: 't1', ...contactsOf({ type: 'contact', id: 'i8' }) }));
		await arrive(engine, aNotice('contact.merged', { type: 'contact', id: 'i1', external_id: 'ada', role: 'user', merged_from: { type: 'contact', id: 'i8' } }));
		const known = await engine.store.query(sql`select resolved_id from ${resolvedEvents(Date.parse('2026-01-11'))} known where name = 'Ticket Created'`);
		expect(known).toEqual([{ resolved_id: 'ada' }]);
		expect(await eventsOf('contact.merged', { type: 'contact', id: 'i1', external_id: null, email: null, merged_from: { id: 'i8' } })).toEqual([]);
	});
});

describe("API version 1, whose conversations have a user and a message", () => {
	const user = { type: 'user', id: 'i1', user_id: 'ada', name: 'Ada', email: 'ada@example.com', do_not_track: null };
	const old = { type: 'conversation', id: 'c1', user, conversation_message: { subject: '<p>Parcel</p>', body: '<p>Where?</p>', author: { type: 'user', id: 'i1' } }, state: 'open' };

	test('a message and a reply', async () => {
		const [started] = await eventsOf('conversation.user.created', old);
		expect(started).toMatchObject({ customerId: 'ada', anonymousId: 'intercom-i1', properties: { subject: 'Parcel', description: 'Where?' } });
		const [replied] = await eventsOf('conversation.user.replied', { ...old, ...parts({ body: '<p>Here</p>', author: { type: 'user', id: 'i1' } }) });
		expect(replied).toMatchObject({ customerId: 'ada', properties: { body: 'Here' } });
	});

	test('leads, called contacts, are no customers of their own', async () => {
		const [event] = await eventsOf('conversation.user.created', { ...old, user: { ...user, type: 'lead', email: '' } });
		expect([event.customerId, event.anonymousId]).toEqual([null, 'intercom-i1']);
		const [traits] = await eventsOf('contact.created', { type: 'contact', id: 'i2', user_id: '8f9e', anonymous: true, email: 'aaron@example.com', location_data: { country_name: 'Canada' } });
		expect(traits).toMatchObject({ kind: 'identify', customerId: 'aaron@example.com', properties: { country: 'Canada' } });
	});

	test('an unsubscription, whose item is the user itself', async () => {
		const [event] = await eventsOf('user.unsubscribed', { ...user, unsubscribed_from_emails: true });
		expect(event).toMatchObject({ name: 'Consent Withdrawn', customerId: 'ada', properties: { purpose: 'marketing' } });
	});
});

describe('consent', () => {
	const contact = { type: 'contact', id: 'i1', external_id: 'ada', role: 'user', email: 'ada@example.com' };

	test('who subscribes agrees, who is merely not unsubscribed does not', async () => {
		const [given] = await eventsOf('contact.subscribed', { type: 'contact_subscribe', contact });
		expect(given).toMatchObject({ name: 'Consent Given', properties: { purpose: 'marketing' } });
		const [traits] = await eventsOf('contact.user.updated', { ...contact, unsubscribed_from_emails: false });
		expect(traits.properties).not.toHaveProperty('marketingConsent');
	});

	test.each([{ unsubscribed_from_emails: true }, { marked_email_as_spam: true }])('%j withdraws with the traits', async (more) => {
		const [traits] = await eventsOf('contact.user.updated', { ...contact, ...more });
		expect(traits.properties).toMatchObject({ marketingConsent: false });
	});
});

test('a ticket that is resolved is told by its category and, before version 2.12, by a word', async () => {
	const ticket = { type: 'ticket', id: 't1', ...contactsOf({ type: 'contact', id: 'i1', external_id: 'ada' }) };
	for (const state of ['resolved', { category: 'resolved' }]) {
		expect(await eventsOf('ticket.state.updated', { ...ticket, ticket_state: state })).toMatchObject([{ name: 'Ticket Resolved', properties: { status: 'resolved' } }]);
	}
	for (const state of ['in_progress', { category: 'waiting_on_customer' }, null]) {
		expect(await eventsOf('ticket.state.updated', { ...ticket, ticket_state: state })).toEqual([]);
	}
	expect(await eventsOf('ticket.closed', ticket)).toMatchObject([{ name: 'Ticket Closed' }]);
});

test('what Intercom publishes of its signature is what the examples are signed with', () => {
	const request = sentRequestOf(examples[0]);
	expect(request.headers['x-hub-signature']).toBe(sign(request.body.toString()));
	expect(request.headers['x-hub-signature']).toMatch(/^sha1=[\da-f]{40}$/);
});
