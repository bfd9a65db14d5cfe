import { objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';
import { plain } from './conversations';
import type { IntercomNotice } from './source';
import { contactOf, ownerOf, writerOf } from './who';

/** A new ticket with its text, for whom it was opened. */
export function ticketCreated(notice: IntercomNotice): readonly SentEvent[] {
	const { _default_description_: description } = objectOr(ticketOf(notice.item).ticket_attributes);
	return toSent(notice, contactOf(ticketOf(notice.item)), { event: 'Ticket Created', description: plain(description) });
}

/** What a customer wrote. */
export function ticketReplied(notice: IntercomNotice): readonly SentEvent[] {
	const ticket = ticketOf(notice.item);
	const part = objectOr(notice.item.ticket_part);
	const author = objectOr(part.author);
	const writer = textOf(author.id) === undefined ? contactOf(ticket) : writerOf(ticket, author);
	return toSent(notice, writer, { event: 'Ticket Replied', body: plain(part.body) });
}

/** Resolved is the one state that says something of the customer's trouble. */
export function ticketStateEvents(notice: IntercomNotice): readonly SentEvent[] {
	const ticket = ticketOf(notice.item);
	return stateOf(ticket) === 'resolved' ? toSent(notice, contactOf(ticket), { event: 'Ticket Resolved' }) : [];
}

export function ticketClosed(notice: IntercomNotice): readonly SentEvent[] {
	return toSent(notice, contactOf(ticketOf(notice.item)), { event: 'Ticket Closed' });
}

/** The ticket itself, or in it: a reply has it beside its part, and ticket.closed wraps it from API version 2.15 on. */
function ticketOf(item: JsonObject): JsonObject {
	return objectOr(item.ticket ?? item);
}

/** API versions before 2.12 give the state as a word, later ones its category. */
function stateOf({ ticket_state: state }: JsonObject): string | undefined {
	return textOf(state) ?? textOf(objectOr(state).category);
}

/** Nothing where the ticket names nobody: a refusal would only be sent again. */
function toSent({ id, createdAt, item }: IntercomNotice, contact: JsonObject, { event, ...said }: JsonObject): readonly SentEvent[] {
	const owner = ownerOf(contact);
	if (owner === undefined) return [];
	const ticket = ticketOf(item);
	const { _default_title_: title } = objectOr(ticket.ticket_attributes);
	const properties = { ticketId: textOf(ticket.id), subject: plain(title), ...said, status: stateOf(ticket) };
	return [
		{
			values: { eventId: id, event, timestamp: createdAt, ...owner, channel: ticket.channel },
			properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
		},
	];
}
