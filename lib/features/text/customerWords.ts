import { textOfHtml } from '../../core/textOfHtml';

/** What is read of one text; tickets are shorter, and what is longer is a log or a thread. */
export const TEXT_LENGTH_MAX = 10_000;

/** Lines that begin what somebody else, or nobody, wrote: an earlier message, or a signature. */
const endings: readonly RegExp[] = [
	/^-{2,3}\s*$/,
	/^_{5,}\s*$/,
	/^-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht)/i,
	/^(?:on|am|le|el) .{4,120}(?:wrote|schrieb|a écrit|escribió).{0,80}:\s*$/i,
	/^sent from my \w+/i,
];

/** The customer's own words of a message: without markup, quoted messages and signature, and not beyond a bound. */
export function customerWords(message: string): string {
	const lines = textOfHtml(message.slice(0, 2 * TEXT_LENGTH_MAX)).split('\n');
	const end = lines.findIndex((line) => endings.some((ending) => ending.test(line)));
	const own = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith('>'));
	return own.join('\n').trim().slice(0, TEXT_LENGTH_MAX);
}
