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
const secretInJson = all(rules.secretInJson, 'i');
const secretInAddress = all(rules.secretInAddress, 'i');
const secretByShape = all(rules.secretByShape);
const cardAsPrinted = all(rules.cardAsPrinted);
const cardCandidate = all(rules.cardCandidate);
const bareCardCandidate = all(rules.bareCardCandidate);
const emailAddress = all(rules.emailAddress);
const phoneByKey = all(rules.phoneByKey, 'i');
const phoneByShape = all(rules.phoneByShape);
const addresses = rules.addresses.map(({ pattern, left }) => ({ pattern: all(pattern), left }));

type Step = (text: string, policy: ScreenPolicy) => string;

/** In this order, which the SQL reading keeps. */
const steps: readonly (readonly [DroppedKind, Step])[] = [
	['secrets', removeSecrets],
	['cardNumbers', removeCards],
	['personal', (text, { pseudonymKey }) => (pseudonymKey === undefined ? text : hidePersonal(text, pseudonymKey))],
	['ipAddresses', (text, { shortenIp }) => (shortenIp ? shortenAddresses(text) : text)],
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

function removeSecrets(text: string): string {
	return text
		.replace(secretByKey, `"$1":"${rules.removed}"`)
		.replace(secretInJson, `\\"$1\\":\\"${rules.removed}\\"`)
		.replace(secretInAddress, `$1${rules.removed}`)
		.replace(secretByShape, rules.removed);
}

/** Bare numbers twice, because neighbours in a list share the sign between them. */
function removeCards(text: string): string {
	const bare = (found: string, ...[before, digits, after]: string[]): string =>
		isCard(digits) ? `${before}null${after}` : found;
	const written = (found: string, before: string, digits: string): string =>
		isCard(digits) ? `${before}${rules.removed}` : found;
	return text
		.replace(bareCardCandidate, bare)
		.replace(bareCardCandidate, bare)
		.replace(cardAsPrinted, written)
		.replace(cardCandidate, written);
}

const isIssued = new RegExp(`^(?:${rules.issued})$`);
const isIssuedInGroups = new RegExp(`^(?:${rules.issuedInGroups})$`);

/** Digits that an issuer gives out and that pass Luhn's check, which none does without (ISO/IEC 7812-1). */
export function isCard(written: string): boolean {
	const digits = written.replace(/[ -]/g, '');
	return (isIssued.test(digits) || isIssuedInGroups.test(written)) && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
	let sum = 0;
	for (let place = 0; place < digits.length; place += 1) {
		const digit = Number(digits[digits.length - 1 - place]);
		const doubled = place % 2 === 1 ? digit * 2 : digit;
		sum += doubled > 9 ? doubled - 9 : doubled;
	}
	return sum % 10 === 0;
}

function hidePersonal(text: string, key: string): string {
	const phone = (_found: string, ...[before, written, after]: string[]): string =>
		`${before}${pseudonymOf(written, key)}${after}`;
	return text
		.replace(emailAddress, (email) => pseudonymOf(email, key))
		.replace(phoneByKey, phone)
		.replace(phoneByShape, phone);
}

function shortenAddresses(text: string): string {
	return addresses.reduce((rest, { pattern, left }) => rest.replace(pattern, left), text);
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
