import { canonicalJson, hashText } from '../core/hash';
import type { OutgoingMessage } from './types';

/**
 * The key under which a message is delivered at most once: campaign, customer, and the occasion or else the
 * content. The same on every machine, so that a retry finds it.
 */
export function receiptIdOf(message: OutgoingMessage): string {
	const { campaign, customerId, channel, occasion } = message;
	const content = occasion === undefined ? contentHash(message) : null;
	const key = canonicalJson({ campaign, customerId, channel, occasion: occasion ?? null, content });
	return `message-${hashText(key)}`;
}

function contentHash({ to, subject, html, text }: OutgoingMessage): string {
	return hashText(canonicalJson({ to: to ?? null, subject, html, text }));
}
