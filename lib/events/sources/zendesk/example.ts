import { signatureOf } from '../../../core/signature';
import type { SourceExample } from '../../types';

const secret = 'zendesk_secret';
const time = '2025-01-08T10:12:08Z';

function signed(body: object): SourceExample['request'] {
	const text = JSON.stringify(body);
	const signature = signatureOf({ algorithm: 'sha256', encoding: 'base64' }, secret, `${time}${text}`);
	return {
		path: '', body: text,
		headers: { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': time, 'content-type': 'application/json' },
	};
}

const notice = {
	account_id: 22129848, time: '2025-01-08T10:12:07.672717030Z', zendesk_event_version: '2022-06-20', subject: 'zen:ticket:5158',
	detail: {
		id: '5158', requester_id: '8447388090494', subject: 'Where is my parcel', description: 'It was due on Monday.', priority: 'HIGH',
		status: 'OPEN', tags: ['delivery'], type: 'QUESTION', is_public: true, via: { channel: 'web' },
	},
	event: {},
};
const comment = { id: '1', body: 'Still nothing.', is_public: true, author: { id: '8447388090494', is_staff: false, name: 'Bob' } };
const common = { receivedAt: '2025-01-08T10:12:10Z', secret, answer: { status: 200, body: '' } };
const owner = { customerId: null, anonymousId: 'zendesk-8447388090494', channel: 'web' };

/** After developer.zendesk.com/api-reference/webhooks/event-types/ticket-events. */
export const examples: readonly SourceExample[] = [
	{
		...common,
		title: 'a new ticket',
		request: signed({ ...notice, id: 'z-1', type: 'zen:event-type:ticket.created' }),
		events: [
			{
				...owner, eventId: 'z-1', name: 'Ticket Created', occurredAt: Date.parse('2025-01-08T10:12:07.672Z'),
				properties: {
					ticketId: '5158', subject: 'Where is my parcel', description: 'It was due on Monday.', priority: 'high', status: 'open',
					tags: ['delivery'],
				},
			},
		],
	},
	{
		...common,
		title: "a customer's reply",
		request: signed({ ...notice, id: 'z-2', type: 'zen:event-type:ticket.comment_added', event: { comment } }),
		events: [{ ...owner, eventId: 'z-2', name: 'Ticket Replied' }],
	},
	{
		...common,
		title: "an agent's answer",
		request: signed({
			...notice, id: 'z-3', type: 'zen:event-type:ticket.comment_added',
			event: { comment: { ...comment, author: { ...comment.author, is_staff: true } } },
		}),
		events: [],
	},
	{
		...common,
		title: 'a solved ticket',
		request: signed({ ...notice, id: 'z-4', type: 'zen:event-type:ticket.status_changed', event: { current: 'SOLVED', previous: 'OPEN' } }),
		events: [{ ...owner, eventId: 'z-4', name: 'Ticket Resolved' }],
	},
	{
		...common,
		title: 'a rating',
		request: signed({ ...notice, id: 'z-5', type: 'zen:event-type:ticket.csat_received', event: { satisfaction_score: { score: 'BAD' } } }),
		events: [
			{
				...owner, eventId: 'z-5', name: 'Satisfaction Rated',
				properties: {
					ticketId: '5158', subject: 'Where is my parcel', rating: 'bad', satisfaction: 0, priority: 'high', status: 'open', tags: ['delivery'],
				},
			},
		],
	},
	{
		...common,
		title: 'a rating told by a trigger',
		request: signed({
			ticket_event: 'rated', ticket_id: '5158', requester_id: '8447388090494', requester_external_id: '', requester_email: 'Bob@example.com',
			subject: 'Where is my parcel', text: 'Thanks', priority: 'High', status: 'Solved', tags: 'delivery late', channel: 'Web form',
			updated_at: '2025-01-08T10:12Z', rating: "Good, I'm satisfied", rating_comment: 'Quick',
		}),
		events: [
			{
				customerId: 'bob@example.com', anonymousId: 'zendesk-8447388090494', name: 'Satisfaction Rated', channel: 'Web form',
				occurredAt: Date.parse('2025-01-08T10:12:00Z'),
				properties: {
					ticketId: '5158', subject: 'Where is my parcel', rating: "Good, I'm satisfied", satisfaction: 1, comment: 'Quick', priority: 'high',
					status: 'solved', tags: ['delivery', 'late'],
				},
			},
		],
	},
];
