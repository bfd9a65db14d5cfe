import { isObject, objectOr, textOf, type JsonObject } from '../../../core/parse';

/** Whom an event is about; neither for nobody. */
export interface IntercomOwner {
	readonly userId?: string;
	readonly anonymousId?: string;
}

/** What a contact is known by before it is known who it is. */
export function contactVisitor(id: unknown): string | undefined {
	const text = textOf(id);
	return text === undefined ? undefined : `intercom-${text}`;
}

/**
 * The site's own id, which joins the contact to that customer; else the e-mail address; else the contact as a visitor. A
 * lead's `external_id` is made up by Intercom and not kept when the lead becomes a user, so it names nobody
 * (developers.intercom.com/docs/references/1.3/rest-api/leads/view-a-lead). An address is not joined to the contact, who
 * may sign up with another one. Where nothing says whether somebody is a lead, as in tickets, the id counts.
 */
export function ownerOf(contact: JsonObject): IntercomOwner | undefined {
	const anonymousId = contactVisitor(contact.id);
	const own = isLead(contact) ? undefined : textOf(contact.external_id ?? contact.user_id);
	if (own !== undefined) return { userId: own, ...(anonymousId === undefined ? {} : { anonymousId }) };
	const address = textOf(contact.email)?.toLowerCase();
	if (address !== undefined) return { userId: address };
	return anonymousId === undefined ? undefined : { anonymousId };
}

function isLead({ role, type, anonymous }: JsonObject): boolean {
	return role === 'lead' || type === 'lead' || anonymous === true;
}

/**
 * The contact a conversation or ticket is with. Its list names ids alone; the role and the address are with who wrote
 * first. API version 1 has a `user` instead.
 */
export function contactOf(item: JsonObject): JsonObject {
	const { contacts } = objectOr(item.contacts);
	const [first] = Array.isArray(contacts) ? contacts.filter(isObject) : [];
	return first === undefined ? objectOr(item.user) : withAuthor(first, objectOr(objectOr(item.source).author));
}

/** Who wrote a part: one of several contacts, of whom the list has the site's own id. */
export function writerOf(item: JsonObject, author: JsonObject): JsonObject {
	const { contacts } = objectOr(item.contacts);
	const listed = Array.isArray(contacts) ? contacts.filter(isObject).find(({ id }) => id === author.id) : undefined;
	const user = objectOr(item.user);
	const known = listed ?? (user.id === author.id ? user : { id: author.id });
	return withAuthor(withAuthor(known, objectOr(objectOr(item.source).author)), author);
}

/** A part's author is a "user" even where the contact is a lead, so only the word "lead" is news. */
function withAuthor(contact: JsonObject, author: JsonObject): JsonObject {
	if (textOf(author.id) === undefined || author.id !== contact.id) return contact;
	return { ...contact, email: textOf(contact.email) ?? author.email, ...(author.type === 'lead' ? { role: 'lead' } : {}) };
}
