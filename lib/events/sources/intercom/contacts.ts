import { objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';
import type { IntercomNotice } from './source';
import { contactVisitor, ownerOf } from './who';

/**
 * Who a contact is. A new user is no sign-up: whoever signs in for the first time since Intercom was installed is new to
 * Intercom alone.
 */
export function traitsEvents(notice: IntercomNotice): readonly SentEvent[] {
	const contact = contactIn(notice.item);
	const traits = traitsOf(contact);
	return Object.keys(traits).length === 0 ? [] : toSent(notice, { type: 'identify' }, traits);
}

/** A lead or visitor who became a user. */
export function signedUpEvents(notice: IntercomNotice): readonly SentEvent[] {
	const beside = traitsEvents({ ...notice, id: suffixed(notice, 'traits') }).map((sent) => ({ ...sent, beside: true as const }));
	return [...toSent(notice, { event: 'Signed Up' }, {}), ...beside];
}

/** Two contacts that are one person: what was known of the one that went is joined to the one that stays. */
export function mergedEvents(notice: IntercomNotice): readonly SentEvent[] {
	const { userId } = ownerOf(contactIn(notice.item)) ?? {};
	const previousId = contactVisitor(objectOr(notice.item.merged_from).id);
	if (userId === undefined || previousId === undefined) return traitsEvents(notice);
	const alias: SentEvent = {
		values: { eventId: suffixed(notice, 'alias'), type: 'alias', previousId, userId, timestamp: notice.createdAt },
		properties: {},
		beside: true,
	};
	return [...traitsEvents(notice), alias];
}

/** A tag that somebody of the staff or a rule put on a contact. */
export function taggedEvents(notice: IntercomNotice): readonly SentEvent[] {
	const name = textOf(objectOr(notice.item.tag).name);
	return name === undefined ? [] : toSent(notice, { event: 'Customer Tagged' }, { tag: name });
}

export function consentWithdrawn(notice: IntercomNotice): readonly SentEvent[] {
	return toSent(notice, { event: 'Consent Withdrawn' }, { purpose: 'marketing' });
}

/** The topic is a contact's own "subscribing to email"; a contact that is merely not unsubscribed agrees to nothing. */
export function consentGiven(notice: IntercomNotice): readonly SentEvent[] {
	return toSent(notice, { event: 'Consent Given' }, { purpose: 'marketing' });
}

/** What Intercom calls a person, by version of its API. */
const personTypes: readonly unknown[] = ['contact', 'user', 'lead'];

/** The contact itself, or the one a tag or subscription is of; anything else is nobody, although it has an id. */
function contactIn(item: JsonObject): JsonObject {
	return personTypes.includes(item.type) ? item : objectOr(item.contact ?? item.user);
}

function traitsOf(contact: JsonObject): JsonObject {
	const isUnwilling = contact.unsubscribed_from_emails === true || contact.marked_email_as_spam === true;
	const traits = {
		email: textOf(contact.email),
		name: textOf(contact.name),
		phone: textOf(contact.phone),
		country: textOf(objectOr(contact.location).country ?? objectOr(contact.location_data).country_name),
		marketingConsent: isUnwilling ? false : undefined,
	};
	return Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined));
}

/** Nothing where the notification names nobody: a refusal would only be sent again. */
function toSent({ id, createdAt, item }: IntercomNotice, what: JsonObject, properties: JsonObject): readonly SentEvent[] {
	const owner = ownerOf(contactIn(item));
	return owner === undefined ? [] : [{ values: { eventId: id, ...what, timestamp: createdAt, ...owner }, properties }];
}

function suffixed({ id }: IntercomNotice, end: string): string | undefined {
	return id === undefined ? undefined : `${id}-${end}`;
}
