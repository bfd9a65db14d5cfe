import { isObject, objectOr, textOf, type JsonObject } from '../../../core/parse';
import { textOfHtml } from '../../../core/textOfHtml';
import { describeSatisfaction, satisfactionEvent } from '../../../core/satisfaction';
import type { SentEvent } from '../../types';
import type { IntercomNotice } from './source';
import { contactOf, ownerOf, writerOf } from './who';

/** A conversation a customer began, with what they wrote. API version 1 calls the first message `conversation_message`. */
export function chatStarted(notice: IntercomNotice): readonly SentEvent[] {
	const message = objectOr(notice.item.source ?? notice.item.conversation_message);
	return toSent(notice, contactOf(notice.item), { event: 'Chat Started', description: plain(message.body) });
}

/** What a customer wrote, whoever of several it was. */
export function chatReplied(notice: IntercomNotice): readonly SentEvent[] {
	const part = lastPart(notice.item);
	const author = objectOr(part.author);
	const writer = textOf(author.id) === undefined ? contactOf(notice.item) : writerOf(notice.item, author);
	return toSent(notice, writer, { event: 'Chat Replied', body: plain(part.body) });
}

/** What the staff does; its words are not the customer's and are not kept. */
export const chatAnswered = staffAct('Chat Answered');
export const chatClosed = staffAct('Chat Closed');
export const chatReopened = staffAct('Chat Reopened');
export const chatSnoozed = staffAct('Chat Snoozed');

function staffAct(event: string): (notice: IntercomNotice) => readonly SentEvent[] {
	return (notice) => toSent(notice, contactOf(notice.item), { event });
}

/**
 * From 1 to 5, with a remark. Intercom's table of topics says that the notification carries the conversation, and its own
 * client (intercom-client 7.0.3, `ConversationRating`) what a rating in it looks like; no recorded notification was found.
 */
export function chatRated(notice: IntercomNotice): readonly SentEvent[] {
	const { rating, remark, contact } = objectOr(notice.item.conversation_rating);
	const described = describeSatisfaction(rating, plain(remark));
	if (described === undefined) return [];
	const rater = objectOr(contact);
	const known = textOf(rater.id) === undefined ? contactOf(notice.item) : writerOf(notice.item, rater);
	return toSent(notice, { ...rater, ...known }, { event: satisfactionEvent, ...described });
}

/** Text without its markup; undefined where nothing is left, as of a picture. */
export function plain(html: unknown): string | undefined {
	return textOf(textOfHtml(textOf(html) ?? ''));
}

function lastPart(item: JsonObject): JsonObject {
	const { conversation_parts: parts } = objectOr(item.conversation_parts);
	return (Array.isArray(parts) ? parts.filter(isObject).at(-1) : undefined) ?? {};
}

/** Nothing where the conversation names nobody: a refusal would only be sent again. */
function toSent({ id, createdAt, item }: IntercomNotice, contact: JsonObject, { event, ...said }: JsonObject): readonly SentEvent[] {
	const owner = ownerOf(contact);
	if (owner === undefined) return [];
	const message = objectOr(item.source ?? item.conversation_message);
	const properties = { ticketId: textOf(item.id), subject: plain(message.subject), ...said, status: textOf(item.state), tags: tagsOf(item) };
	return [
		{
			values: { eventId: id, event, timestamp: createdAt, ...owner, channel: objectOr(item.source).type },
			properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
		},
	];
}

function tagsOf(item: JsonObject): readonly string[] | undefined {
	const { tags } = objectOr(item.tags);
	if (!Array.isArray(tags)) return undefined;
	return tags.filter(isObject).flatMap(({ name }) => textOf(name) ?? []);
}
