import { equalInConstantTime } from '../../../core/constantTime';
import { InvalidInput } from '../../../core/errors';
import { isObject, objectOr, textOf, type JsonObject } from '../../../core/parse';
import { signatureOf } from '../../../core/signature';
import type { SentEvent, Source } from '../../types';
import { consentGiven, consentWithdrawn, mergedEvents, signedUpEvents, taggedEvents, traitsEvents } from './contacts';
import { chatAnswered, chatClosed, chatRated, chatReopened, chatReplied, chatSnoozed, chatStarted } from './conversations';
import { ticketClosed, ticketCreated, ticketReplied, ticketStateEvents } from './tickets';

/** One notification: its id, which a repeated delivery has again, its time in Unix seconds, and what it is about. */
export interface IntercomNotice {
	readonly id: string | undefined;
	readonly createdAt: unknown;
	readonly item: JsonObject;
}

/**
 * What each topic means; any other one, "ping" among them, is received and says nothing of a customer. An app speaks one
 * version of Intercom's API, so topics of versions 1 and 2 stand here side by side. Not taken, because no published payload
 * of theirs was found: ticket.rating.provided. ticket.resolved repeats what ticket.state.updated says.
 */
const topics: Readonly<Record<string, (notice: IntercomNotice) => readonly SentEvent[]>> = {
	'conversation.user.created': chatStarted,
	'conversation.user.replied': chatReplied,
	'conversation.admin.replied': chatAnswered,
	'conversation.admin.closed': chatClosed,
	'conversation.admin.opened': chatReopened,
	'conversation.admin.snoozed': chatSnoozed,
	'conversation.rating.added': chatRated,
	'ticket.created': ticketCreated,
	'ticket.contact.replied': ticketReplied,
	'ticket.state.updated': ticketStateEvents,
	'ticket.closed': ticketClosed,
	'contact.user.created': traitsEvents,
	'contact.user.updated': traitsEvents,
	'contact.lead.created': traitsEvents,
	'contact.lead.updated': traitsEvents,
	'contact.lead.added_email': traitsEvents,
	'contact.email.updated': traitsEvents,
	'contact.lead.signed_up': signedUpEvents,
	'visitor.signed_up': signedUpEvents,
	'contact.merged': mergedEvents,
	'contact.user.tag.created': taggedEvents,
	'contact.lead.tag.created': taggedEvents,
	'contact.unsubscribed': consentWithdrawn,
	'contact.subscribed': consentGiven,
	'contact.created': traitsEvents,
	'contact.signed_up': signedUpEvents,
	'contact.tag.created': taggedEvents,
	'contact.added_email': traitsEvents,
	'user.created': traitsEvents,
	'user.email.updated': traitsEvents,
	'user.tag.created': taggedEvents,
	'user.unsubscribed': consentWithdrawn,
};

/**
 * Intercom's webhook notifications, signed with the app's client secret (HMAC-SHA1 over the bytes, without a time: what
 * is sent again is told by its id). Spec: developers.intercom.com/docs/references/webhooks/webhook-models for topics,
 * envelope and signature, docs/webhooks/setting-up-webhooks for the HEAD; Intercom publishes no examples of most items
 * (github.com/intercom/Intercom-OpenAPI/issues/189), so items are read as recorded in github.com/zulip/zulip,
 * zerver/webhooks/intercom/fixtures.
 */
export const intercomSource = {
	name: 'intercom',
	label: 'Intercom',
	proof: 'signature',
	recognizes: (_request, body) => isObject(body) && body.type === 'notification_event',
	keysOf: () => [],
	isSigned: ({ headers, body }, secret) =>
		equalInConstantTime(headers['x-hub-signature'] ?? '', `sha1=${signatureOf({ algorithm: 'sha1', encoding: 'hex' }, secret, body)}`),
	split: (body) => {
		const topic = isObject(body) ? textOf(body.topic) : undefined;
		if (!isObject(body) || topic === undefined) {
			throw new InvalidInput('the body is no notification of Intercom: expected { "type": "notification_event", "topic": …, "data": { "item": { … } } }');
		}
		if (!Object.hasOwn(topics, topic)) return [];
		return topics[topic]({ id: textOf(body.id), createdAt: body.created_at ?? undefined, item: objectOr(objectOr(body.data).item) });
	},
	answer: ({ stored, duplicates }) => ({ status: 200, body: { stored, duplicates } }),
	refuse: ({ status, sentence }) => ({ status, body: { error: sentence } }),
} as const satisfies Source;
