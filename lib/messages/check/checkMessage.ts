import type { Message, MessageBrief, Violation } from '../types';
import { allowedOf, LINK, normalizeLink, type Allowed } from './allowedOf';
import { checkNumbers } from './checkNumbers';
import { checkRequired } from './checkRequired';
import { checkWords } from './checkWords';
import { claimRules } from './claims';
import { isSameDay, takeDates, type WrittenDate } from './dates';
import { violation, type Found } from './violation';
import { visibleText } from './visibleText';

export type CheckedMessage = Pick<Message, 'subject' | 'text' | 'html'>;

/** Stands where an allowed phrase was: not a letter, not a digit. */
const GAP = ' ⁂ ';

/**
 * What a message says that its brief does not: every number, percentage, amount, date, code, link, quoted or
 * capitalized name, greeting and claim must come from the brief (or from `ownWords`, a template of the owner's).
 * Empty when the message may go out. English; a made-up name at the start of a sentence can pass.
 */
export function checkMessage(message: CheckedMessage, brief: MessageBrief, ownWords = ''): Violation[] {
	const allowed = allowedOf(brief, ownWords);
	const places = [
		['subject', message.subject],
		['text', message.text],
		['html', visibleText(message.html)],
	] as const;
	return [
		...places.flatMap(([where, text]) => checkText(text, allowed).map((found) => ({ ...found, where }))),
		...checkRequired(message, brief),
	];
}

function checkText(text: string, allowed: Allowed): Found[] {
	const { rest, found: links } = takeLinks(text, allowed);
	const plain = blank(rest, allowed.phrases);
	const { dates, rest: withoutDates } = takeDates(plain);
	return [
		...links,
		...checkGreeting(rest, allowed),
		...checkPlaceholders(plain),
		...checkDates(dates, allowed),
		...checkNumbers(withoutDates, allowed),
		...checkWords(withoutDates, allowed),
		...checkClaims(rest, plain, allowed),
	];
}

function checkDates(dates: readonly WrittenDate[], { days }: Allowed): Found[] {
	return dates
		.filter((date) => ![...days].some((day) => isSameDay(date, day)))
		.map(({ found }) => violation('date', found, 'is not a date of the brief'));
}

/** Addresses of the brief are taken out as they are: they may end in what usually ends a sentence. */
function takeLinks(text: string, allowed: Allowed): { readonly rest: string; readonly found: Found[] } {
	const found: Found[] = [];
	const others = allowed.addresses.reduce(
		(current, address) => current.replace(new RegExp(`${literal(address)}(?=[)\\]>"'.,;:!?]*(?:\\s|$))`, 'g'), ' '),
		text,
	);
	const rest = others.replace(LINK, (link) => {
		if (allowed.phrases.some((phrase) => phrase.includes(link))) return link;
		if (!allowed.links.has(normalizeLink(link))) found.push(violation('link', link, 'is not an address of the brief'));
		return ' ';
	});
	return { rest, found };
}

function literal(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function blank(text: string, phrases: readonly string[]): string {
	return phrases.reduce((current, phrase) => {
		const words = literal(phrase).replace(/\s+/g, '\\s+');
		return current.replace(new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'giu'), GAP);
	}, text);
}

function checkGreeting(text: string, { firstName }: Allowed): Found[] {
	const greeting = /^\s*(?:hi|hello|hey|dear|good (?:morning|day|evening))\b ?([^,!.\n]*)[,!.\n]/im.exec(text);
	if (!greeting) return [];
	const name = greeting[1].trim();
	if (name === '' && /^\s*dear|hi\s*,/i.test(greeting[0])) return [violation('greeting', greeting[0], 'greets nobody')];
	if (name === '' || /^(there|again|customer|friend|all)$/i.test(name)) return [];
	if (firstName !== undefined && name.toLowerCase() === firstName.toLowerCase()) return [];
	return [violation('greeting', name, 'is not the first name of the customer')];
}

const PLACEHOLDER = /\{\{|\}\}|\{%|%\}|\[(?:first|last|your|customer|company|insert|product|name)[^\]\n]*\]|%[a-z_]{3,}%|\bundefined\b|\bnan\b|\[object \w+\]|(?<![\p{L}])null(?![\p{L}])/iu;

function checkPlaceholders(text: string): Found[] {
	const left = PLACEHOLDER.exec(text);
	return left ? [violation('placeholder', left[0], 'was left unfilled')] : [];
}

/** Claims are looked for where phrases of the brief are blanked, the segment's name where they are not. */
function checkClaims(text: string, plain: string, allowed: Allowed): Found[] {
	const claims = claimRules.flatMap(({ words, why, unless }) => {
		const said = words.exec(plain);
		return said && !unless?.(allowed.claims) && !says(allowed.claims.offerWords, said[0])
			? [violation('claim', said[0], `is more than the brief says: ${why}`)]
			: [];
	});
	const { segmentName } = allowed;
	const segment =
		segmentName !== undefined && segmentName.includes(' ') && says(text.toLowerCase(), segmentName)
			? [violation('segment', segmentName, 'is the name of the segment: nobody is told how they are classified')]
			: [];
	return [...claims, ...segment];
}

function says(text: string, words: string): boolean {
	return words !== '' && text.includes(words.toLowerCase());
}

