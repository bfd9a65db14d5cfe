import type { OutgoingMessage } from './types';
import { isUnsubscribeUrl } from './unsubscribeHeaders';

/** One address, as RFC 5321 limits it; deliberately without comments, quotes and lists. */
const addressPattern = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]{1,255}$/;

/** What keeps a message from leaving at all, completing "refused: …"; names fields, never a person. */
export function problemOf(message: OutgoingMessage): string | undefined {
	return emptyField(message) ?? brokenHeader(message) ?? brokenAddress(message);
}

function emptyField(message: OutgoingMessage): string | undefined {
	const fields = ['customerId', 'campaign', 'channel', 'to'] as const;
	const empty = fields.find((field) => (message[field] ?? '').trim() === '');
	if (empty !== undefined) return `${empty} is empty`;
	if (message.html.trim() === '' && message.text.trim() === '') return 'html and text are both empty';
	if (message.channel === 'email' && message.subject.trim() === '') return 'subject is empty';
	return undefined;
}

function brokenHeader({ to = '', subject }: OutgoingMessage): string | undefined {
	if (/[\r\n\0]/.test(to)) return 'to contains a line break';
	if (/[\r\n\0]/.test(subject)) return 'subject contains a line break';
	return undefined;
}

function brokenAddress({ channel, to = '', unsubscribeUrl }: OutgoingMessage): string | undefined {
	if (channel === 'email' && !addressPattern.test(to)) return 'to is not one e-mail address';
	if (unsubscribeUrl !== undefined && !isUnsubscribeUrl(unsubscribeUrl)) {
		return 'unsubscribeUrl is not a plain https address';
	}
	return undefined;
}
