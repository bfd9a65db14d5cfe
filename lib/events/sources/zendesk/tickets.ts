import { objectOr, textOf, type JsonObject } from '../../../core/parse';
import { describeSatisfaction, satisfactionEvent } from '../../../core/satisfaction';
import type { SentEvent } from '../../types';

/** One notification: its id and time, the ticket as it stands, and what changed. */
export interface ZendeskNotice {
	readonly id: unknown;
	readonly time: unknown;
	readonly ticket: JsonObject;
	readonly change: JsonObject;
}

/** A new ticket with its text, for whom it was opened. */
export function createdEvents(notice: ZendeskNotice): readonly SentEvent[] {
	return [toSent(notice, 'Ticket Created', { description: textOf(notice.ticket.description) })];
}

/** What a customer wrote, the requester or one in copy; answers and notes of the staff are no behaviour of the customer. */
export function commentEvents(notice: ZendeskNotice): readonly SentEvent[] {
	const comment = objectOr(notice.change.comment);
	const author = objectOr(comment.author);
	if (author.is_staff !== false || comment.is_public === false) return [];
	const ticket = { ...notice.ticket, requester_id: author.id };
	return [toSent({ ...notice, ticket }, 'Ticket Replied', { body: textOf(comment.body) })];
}

/** Solved is the one status that says something of the customer's trouble; closing follows it by itself. */
export function statusEvents(notice: ZendeskNotice): readonly SentEvent[] {
	if (textOf(notice.change.current)?.toLowerCase() !== 'solved') return [];
	return [toSent(notice, 'Ticket Resolved', {})];
}

/**
 * A rating, GOOD or BAD. The event type is in several clients' lists; that its rating stands in
 * `event.satisfaction_score.score` is told at second hand, Zendesk's own example was not found. Its comment's place is not
 * known, so it is not read here: a trigger's body has it.
 */
export function ratingEvents(notice: ZendeskNotice): readonly SentEvent[] {
	const { score } = objectOr(notice.change.satisfaction_score);
	const described = describeSatisfaction(textOf(score)?.toLowerCase(), undefined);
	return described === undefined ? [] : [toSent(notice, satisfactionEvent, described)];
}

function toSent({ id, time, ticket }: ZendeskNotice, event: string, text: JsonObject): SentEvent {
	const requester = textOf(ticket.requester_id);
	const properties = {
		ticketId: textOf(ticket.id), subject: textOf(ticket.subject), ...text,
		priority: textOf(ticket.priority)?.toLowerCase(), status: textOf(ticket.status)?.toLowerCase(),
		tags: Array.isArray(ticket.tags) ? ticket.tags : undefined,
	};
	return {
		values: {
			eventId: id, event, timestamp: time, channel: objectOr(ticket.via).channel,
			anonymousId: requester === undefined ? undefined : `zendesk-${requester}`,
		},
		properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
	};
}
