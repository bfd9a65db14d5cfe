import { signatureOf } from '../../../core/signature';
import type { SourceExample } from '../../types';

const secret = 'intercom_client_secret';
const at = 1768031794;

function signed(topic: string, id: string | null, item: object): SourceExample['request'] {
	const text = JSON.stringify({
		type: 'notification_event', app_id: 'abc123def', data: { type: 'notification_event_data', item }, links: {}, id, topic,
		delivery_status: 'pending', delivery_attempts: 1, delivered_at: 0, first_sent_at: at, created_at: at, self: null,
	});
	const signature = signatureOf({ algorithm: 'sha1', encoding: 'hex' }, secret, text);
	return { path: '', headers: { 'x-hub-signature': `sha1=${signature}`, 'content-type': 'application/json' }, body: text };
}

const listed = { type: 'contact', id: '6962', external_id: 'ada' };
const conversation = {
	type: 'conversation', id: '2154', created_at: at - 60, updated_at: at, state: 'open', open: true, title: '', snoozed_until: null,
	source: {
		type: 'conversation', id: '3381', delivered_as: 'customer_initiated', subject: '', body: '<p>Where is my <b>parcel</b>?</p>\n<p>It was due &amp; paid.</p>',
		author: { type: 'user', id: '6962', name: 'Ada', email: 'ada@example.com' }, attachments: [], url: 'https://shop.example/help', redacted: false,
	},
	contacts: { type: 'contact.list', contacts: [listed] },
	tags: { type: 'tag.list', tags: [] }, conversation_rating: null, ticket: null,
	conversation_parts: { type: 'conversation_part.list', conversation_parts: [] as object[], total_count: 0 },
};
const withPart = (part: object) => ({ ...conversation, conversation_parts: { ...conversation.conversation_parts, conversation_parts: [part], total_count: 1 } });
const aPart = { type: 'conversation_part', id: '3735', part_type: 'comment', body: '<p>Still nothing.</p>', created_at: at, assigned_to: null };
const admin = { type: 'admin', id: '9608', name: 'John', email: 'john@example.com' };

const contact = {
	type: 'contact', id: '6962', workspace_id: 'abc123def', external_id: 'ada', role: 'user', email: 'Ada@example.com', phone: null, name: 'Ada',
	unsubscribed_from_emails: false, marked_email_as_spam: false, created_at: '2026-01-10T07:56:29.240+00:00', location: { type: 'location', country: 'Germany' },
	custom_attributes: {},
};
const lead = { ...contact, id: '6963', external_id: 'f7c0bc1e-5ee2-46a0-b11a-ea473d1101a5', role: 'lead', email: null, name: null };
const ticket = {
	type: 'ticket', id: '2155', ticket_id: '66040342', ticket_attributes: { _default_title_: 'Refund', _default_description_: 'The wrong size came.' },
	ticket_state: { type: 'ticket_state', id: '4517', category: 'submitted', internal_label: 'Submitted', external_label: 'Submitted' },
	contacts: { type: 'contact.list', contacts: [listed] }, created_at: at - 60, updated_at: at, open: true, channel: 'messenger',
};

const common = { receivedAt: '2026-01-10T07:56:40Z', secret };
const one = { status: 200, body: { stored: 1, duplicates: 0 } };
const none = { status: 200, body: { stored: 0, duplicates: 0 } };
const occurredAt = at * 1000;
const owner = { customerId: 'ada', anonymousId: 'intercom-6962', occurredAt };

/**
 * After developers.intercom.com/docs/references/webhooks/webhook-models and, for the items, notifications recorded in
 * github.com/zulip/zulip, zerver/webhooks/intercom/fixtures.
 */
export const examples: readonly SourceExample[] = [
	{
		...common, answer: one,
		title: 'a conversation that a user began',
		request: signed('conversation.user.created', 'notif_1', conversation),
		events: [
			{
				...owner, eventId: 'notif_1', name: 'Chat Started', channel: 'conversation',
				properties: { ticketId: '2154', description: 'Where is my parcel?\nIt was due & paid.', status: 'open', tags: [] },
			},
		],
	},
	{
		...common, answer: one,
		title: "a user's reply",
		request: signed('conversation.user.replied', 'notif_2', withPart({ ...aPart, author: { type: 'user', id: '6962', name: 'Ada', email: 'ada@example.com' } })),
		events: [{ ...owner, eventId: 'notif_2', name: 'Chat Replied', properties: { ticketId: '2154', body: 'Still nothing.', status: 'open', tags: [] } }],
	},
	{
		...common, answer: one,
		title: "a teammate's answer, without its words",
		request: signed('conversation.admin.replied', 'notif_3', withPart({ ...aPart, author: admin })),
		events: [{ ...owner, eventId: 'notif_3', name: 'Chat Answered', properties: { ticketId: '2154', status: 'open', tags: [] } }],
	},
	...(['closed', 'opened', 'snoozed'] as const).map((act, index) => ({
		...common, answer: one,
		title: `a conversation that is ${act}`,
		request: signed(`conversation.admin.${act}`, `notif_4_${act}`, { ...withPart({ ...aPart, body: null, author: admin }), state: act === 'opened' ? 'open' : act }),
		events: [{ ...owner, eventId: `notif_4_${act}`, name: ['Chat Closed', 'Chat Reopened', 'Chat Snoozed'][index] }],
	})),
	{
		...common, answer: one,
		title: 'a rating with a remark',
		request: signed('conversation.rating.added', 'notif_5', {
			...conversation, state: 'closed',
			conversation_rating: { rating: 4, remark: 'Quick', created_at: at, contact: listed, teammate: { type: 'admin', id: '9608' } },
		}),
		events: [
			{
				...owner, eventId: 'notif_5', name: 'Satisfaction Rated',
				properties: { ticketId: '2154', rating: 4, satisfaction: 0.75, comment: 'Quick', status: 'closed', tags: [] },
			},
		],
	},
	{
		...common, answer: one,
		title: 'a new ticket',
		request: signed('ticket.created', 'notif_6', ticket),
		events: [
			{
				...owner, eventId: 'notif_6', name: 'Ticket Created', channel: 'messenger',
				properties: { ticketId: '2155', subject: 'Refund', description: 'The wrong size came.', status: 'submitted' },
			},
		],
	},
	{
		...common, answer: one,
		title: 'a reply to a ticket',
		request: signed('ticket.contact.replied', 'notif_7', { type: 'ticket_ticket_part', ticket, ticket_part: { type: 'ticket_part', id: '3740', part_type: 'comment', body: '<p>Any news?</p>', author: { type: 'user', id: '6962', name: null, email: 'ada@example.com' } } }),
		events: [{ ...owner, eventId: 'notif_7', name: 'Ticket Replied', properties: { ticketId: '2155', subject: 'Refund', body: 'Any news?', status: 'submitted' } }],
	},
	{
		...common, answer: one,
		title: 'a resolved ticket',
		request: signed('ticket.state.updated', 'notif_8', { ...ticket, ticket_state: { ...ticket.ticket_state, category: 'resolved' } }),
		events: [{ ...owner, eventId: 'notif_8', name: 'Ticket Resolved' }],
	},
	{
		...common, answer: none,
		title: 'a ticket in another state',
		request: signed('ticket.state.updated', 'notif_9', ticket),
		events: [],
	},
	{
		...common, answer: one,
		title: 'a closed ticket, wrapped as API version 2.15 does',
		request: signed('ticket.closed', 'notif_10', { type: 'ticket', ticket }),
		events: [{ ...owner, eventId: 'notif_10', name: 'Ticket Closed' }],
	},
	{
		...common, answer: one,
		title: 'a new user',
		request: signed('contact.user.created', 'notif_11', contact),
		events: [{ ...owner, eventId: 'notif_11', kind: 'identify', properties: { email: 'Ada@example.com', name: 'Ada', country: 'Germany' } }],
	},
	{
		...common, answer: one,
		title: 'a lead who signed up',
		request: signed('contact.lead.signed_up', 'notif_12', contact),
		events: [
			{ ...owner, eventId: 'notif_12', name: 'Signed Up' },
			{ ...owner, eventId: 'notif_12-traits', kind: 'identify' },
		],
	},
	{
		...common, answer: none,
		title: 'a new lead of whom nothing is known',
		request: signed('contact.lead.created', 'notif_13', { ...lead, location: null }),
		events: [],
	},
	{
		...common, answer: one,
		title: 'a tag on a lead, whose made-up id names nobody',
		request: signed('contact.lead.tag.created', 'notif_14', { type: 'contact_tag', tag: { type: 'tag', id: '1287', name: 'vip' }, contact: lead }),
		events: [{ eventId: 'notif_14', name: 'Customer Tagged', customerId: null, anonymousId: 'intercom-6963', properties: { tag: 'vip' } }],
	},
	{
		...common, answer: one,
		title: 'an unsubscription from e-mails',
		request: signed('contact.unsubscribed', 'notif_15', {
			type: 'contact_unsubscribe', contact: { ...contact, unsubscribed_from_emails: true }, subscription_types: { type: 'list', data: [] }, created_at: at,
		}),
		events: [{ ...owner, eventId: 'notif_15', name: 'Consent Withdrawn', properties: { purpose: 'marketing' } }],
	},
	{
		...common, answer: one,
		title: 'two contacts that are one person',
		request: signed('contact.merged', 'notif_16', { ...contact, merged_from: { type: 'contact', id: '6963' } }),
		events: [
			{ ...owner, eventId: 'notif_16', kind: 'identify' },
			{ eventId: 'notif_16-alias', kind: 'alias', customerId: 'ada', anonymousId: 'intercom-6963' },
		],
	},
	{ ...common, answer: none, title: 'a topic that says nothing of a customer', request: signed('conversation.admin.assigned', 'notif_17', conversation), events: [] },
	{ ...common, answer: none, title: 'a ping', request: signed('ping', null, { type: 'ping', message: 'something something interzen' }), events: [] },
];
