import { createHmac } from 'node:crypto';
import * as rules from './textRules';
import type { DroppedKind, ScreenPolicy } from './types';

/** Text of JSON without what has no business in it, and which kinds were found. */
export interface ScreenedText {
	readonly text: string;
	readonly dropped: readonly DroppedKind[];
}

const all = (pattern: string, flags = ''): RegExp => new RegExp(pattern, `g${flags}`);

const secretByKey = all(rules.secretByKey, 'i');
const secretByShape = all(rules.secretByShape);
const cardCandidate = all(rules.cardCandidate);
const bareCardCandidate = all(rules.bareCardCandidate);
const emailAddress = all(rules.emailAddress);
const phoneByKey = all(rules.phoneByKey, 'i');
const ipv4 = all(rules.ipv4);
const ipv6 = all(rules.ipv6);
const ipv6Gap = all(rules.ipv6Gap);

type Step = (text: string, policy: ScreenPolicy) => string;

/** In this order, which the SQL reading keeps. */
const steps: readonly (readonly [DroppedKind, Step])[] = [
	['secrets', (text) => text.replace(secretByKey, `"$1":"${rules.removed}"`).replace(secretByShape, rules.removed)],
	['cardNumbers', removeCards],
	['personal', (text, { pseudonymKey }) => (pseudonymKey === undefined ? text : hidePersonal(text, pseudonymKey))],
	[
		'ipAddresses',
		(text, { shortenIp }) =>
			shortenIp
				? text.replace(ipv4, '"$1.$2.$3.0"').replace(ipv6, '"$1:$2:$3::"').replace(ipv6Gap, '"$1:$2::"')
				: text,
	],
];

export function screenText(text: string, policy: ScreenPolicy): ScreenedText {
	const dropped: DroppedKind[] = [];
	let screened = text;
	for (const [kind, step] of steps) {
		const next = step(screened, policy);
		if (next !== screened) dropped.push(kind);
		screened = next;
	}
	return { text: screened, dropped };
}

function removeCards(text: string): string {
	const bare = longestFirst([...text.matchAll(bareCardCandidate)].map((match) => match[1]).filter(isCard));
	const withoutBare = bare.reduce((rest, digits) => replaceBare(rest, digits), text);
	const found = [...withoutBare.matchAll(cardCandidate)].map((match) => match[1]).filter(isCard);
	return longestFirst(found).reduce((rest, digits) => rest.replaceAll(digits, rules.removed), withoutBare);
}

/** Twice, because neighbours in a list share the sign between them. */
function replaceBare(text: string, digits: string): string {
	const pattern = all(`${rules.bareBefore}${digits}${rules.bareAfter}`);
	return text.replace(pattern, '$1null$2').replace(pattern, '$1null$2');
}

/** Luhn's check over the digits, which no issuer does without (ISO/IEC 7812-1). */
export function isCard(written: string): boolean {
	const digits = written.replace(/[ -]/g, '');
	let sum = 0;
	for (let place = 0; place < digits.length; place += 1) {
		const digit = Number(digits[digits.length - 1 - place]);
		const doubled = place % 2 === 1 ? digit * 2 : digit;
		sum += doubled > 9 ? doubled - 9 : doubled;
	}
	return sum % 10 === 0;
}

function hidePersonal(text: string, key: string): string {
	const emails = longestFirst(text.match(emailAddress) ?? []);
	const withoutEmails = emails.reduce((rest, email) => rest.replaceAll(email, pseudonymOf(email, key)), text);
	const phones = longestFirst([...withoutEmails.matchAll(phoneByKey)].map((match) => match[1]));
	return phones.reduce((rest, phone) => rest.replaceAll(`"${phone}"`, `"${pseudonymOf(phone, key)}"`), withoutEmails);
}

/** The longer first, so that no address is cut by a shorter one inside it; equal lengths by their text. */
function longestFirst(found: readonly string[]): string[] {
	return [...new Set(found)].sort((left, right) => right.length - left.length || (left < right ? 1 : -1));
}

/**
 * The same stand-in for the same address or number, however it is written; nobody without the key can tell whose.
 * Keyed HMAC-SHA-256 (RFC 2104), 128 bits of it.
 */
export function pseudonymOf(written: string, key: string): string {
	const plain = written.includes('@') ? written.trim().toLowerCase() : written.replace(/[^0-9+]/g, '');
	return `p-${createHmac('sha256', key).update(plain).digest('hex').slice(0, 32)}`;
}

const isEmail = new RegExp(`^(?:${rules.emailAddress})$`);

/** An id that is an address or an international number becomes its pseudonym; any other stays. */
export function screenId<Id extends string | null>(id: Id, key: string | undefined): Id | string {
	if (id === null || key === undefined) return id;
	return isEmail.test(id) || /^[+][0-9][0-9 ()./-]{5,22}$/.test(id) ? pseudonymOf(id, key) : id;
}
