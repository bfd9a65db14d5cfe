import { canonicalJson, hashText } from '../../../core/hash';
import { textOf, type JsonObject } from '../../../core/parse';
import { describeSatisfaction, satisfactionEvent } from '../../../core/satisfaction';
import type { SentEvent } from '../../types';

/**
 * The body that docs/nodes.md recommends for a Zendesk trigger, one trigger for each word in `ticket_event`. Placeholders:
 * support.zendesk.com/hc/en-us/articles/4408886858138. Not verified on a live account: whether Zendesk escapes quotes and
 * line breaks of a text by itself, and what it puts before the text of a comment.
 */
export const triggerTemplate = {
	ticket_event: 'created, replied, solved or rated',
	ticket_id: '{{ticket.id}}',
	requester_id: '{{ticket.requester.id}}',
	requester_external_id: '{{ticket.requester.external_id}}',
	requester_email: '{{ticket.requester.email}}',
	subject: '{{ticket.title}}',
	text: '{{ticket.latest_public_comment}}',
	priority: '{{ticket.priority}}',
	status: '{{ticket.status}}',
	tags: '{{ticket.tags}}',
	channel: '{{ticket.via}}',
	updated_at: '{{ticket.updated_at_with_timestamp}}',
	rating: '{{satisfaction.current_rating}}',
	rating_comment: '{{satisfaction.current_comment}}',
} as const;

const texts: Readonly<Record<string, (body: JsonObject) => { readonly event: string; readonly said: JsonObject } | undefined>> = {
	created: ({ text }) => ({ event: 'Ticket Created', said: { description: textOf(text) } }),
	replied: ({ text }) => ({ event: 'Ticket Replied', said: { body: textOf(text) } }),
	solved: () => ({ event: 'Ticket Resolved', said: {} }),
	rated: ({ rating, rating_comment: comment }) => {
		const said = describeSatisfaction(rating, textOf(comment));
		return said === undefined ? undefined : { event: satisfactionEvent, said };
	},
};

/**
 * What a trigger tells. It has no id, so its content is the id. The customer is your own id of the requester, else the
 * address, and Zendesk's number of the requester, by which other events name them, is joined to it.
 */
export function triggerEvents(body: JsonObject): readonly SentEvent[] {
	const kind = textOf(body.ticket_event)?.toLowerCase() ?? '';
	const told = Object.hasOwn(texts, kind) ? texts[kind](body) : undefined;
	if (told === undefined) return [];
	const requester = textOf(body.requester_id);
	return [
		{
			values: {
				eventId: `zendesk-${hashText(canonicalJson(body))}`, event: told.event, timestamp: textOf(body.updated_at), channel: body.channel,
				userId: textOf(body.requester_external_id) ?? textOf(body.requester_email)?.toLowerCase(),
				anonymousId: requester === undefined ? undefined : `zendesk-${requester}`,
			},
			properties: propertiesOf(body, told.said),
		},
	];
}

function propertiesOf(body: JsonObject, said: JsonObject): JsonObject {
	const properties = {
		ticketId: textOf(body.ticket_id), subject: textOf(body.subject), ...said,
		priority: textOf(body.priority)?.toLowerCase(), status: textOf(body.status)?.toLowerCase(), tags: textOf(body.tags)?.split(/\s+/),
	};
	return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
