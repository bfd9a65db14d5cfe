import { equalInConstantTime } from '../../../core/constantTime';
import { InvalidInput } from '../../../core/errors';
import { instantOf, isObject, objectOr, textOf } from '../../../core/parse';
import { signatureOf } from '../../../core/signature';
import type { SentEvent, SentRequest, Source } from '../../types';
import { commentEvents, createdEvents, ratingEvents, statusEvents, type ZendeskNotice } from './tickets';
import { triggerEvents } from './triggerBody';

/** What each event type means; any other one is received and says nothing of a customer. */
const types: Readonly<Record<string, (notice: ZendeskNotice) => readonly SentEvent[]>> = {
	'zen:event-type:ticket.created': createdEvents,
	'zen:event-type:ticket.comment_added': commentEvents,
	'zen:event-type:ticket.status_changed': statusEvents,
	'zen:event-type:ticket.csat_received': ratingEvents,
};

/** How far a signature's time may be from ours, either way; Zendesk names none, so the one of other senders. */
const TOLERANCE_MILLISECONDS = 300_000;

/**
 * Zendesk's webhooks subscribed to ticket events or called by a trigger, signed with the webhook's secret. Spec: developer.zendesk.com,
 * "Verifying the authenticity of Zendesk webhooks" and webhooks/event-types/ticket-events.
 */
export const zendeskSource = {
	name: 'zendesk',
	label: 'Zendesk',
	proof: 'signature',
	recognizes: ({ headers }) => headers['x-zendesk-webhook-signature'] !== undefined,
	keysOf: () => [],
	isSigned,
	split: (body) => {
		if (isObject(body) && textOf(body.ticket_event) !== undefined) return triggerEvents(body);
		if (!isObject(body) || textOf(body.type) === undefined) {
			throw new InvalidInput('the body is no event of Zendesk: expected { "type": "zen:event-type:…", "detail": { … } }, or of a trigger { "ticket_event": … }');
		}
		const notice = { id: body.id, time: body.time, ticket: objectOr(body.detail), change: objectOr(body.event) };
		const type = textOf(body.type) ?? '';
		return Object.hasOwn(types, type) ? types[type](notice) : [];
	},
	answer: () => ({ status: 200, body: '' }),
	refuse: ({ status, sentence }) => ({ status, body: sentence }),
} as const satisfies Source;

/** The signature is over the text of its time and the bytes, without anything between. */
function isSigned({ headers, body }: SentRequest, secret: string, now: number): boolean {
	const time = headers['x-zendesk-webhook-signature-timestamp'] ?? '';
	const age = Math.abs(now - (instantOf(time) ?? Number.NaN));
	if (!(age <= TOLERANCE_MILLISECONDS)) return false;
	const expected = signatureOf({ algorithm: 'sha256', encoding: 'base64' }, secret, Buffer.concat([Buffer.from(time), body]));
	return equalInConstantTime(headers['x-zendesk-webhook-signature'] ?? '', expected);
}
