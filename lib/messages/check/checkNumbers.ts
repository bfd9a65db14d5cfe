import type { ViolationKind } from '../types';
import type { Allowed } from './allowedOf';
import { isAmong, NUMBER, numberWords } from './numbers';
import { violation, type Found } from './violation';

const NOTHING = (): ReadonlySet<number> => new Set();

interface NumberRule {
	readonly kind: ViolationKind;
	readonly pattern: RegExp;
	readonly among: (allowed: Allowed) => ReadonlySet<number>;
	readonly reason: string;
}

/** Most specific first: what one rule reads, the next does not see. */
const numberRules: readonly NumberRule[] = [
	{ kind: 'percentage', pattern: new RegExp(`(${NUMBER})\\s?(?:%|percent\\b|per cent\\b)`, 'gi'), among: ({ percentages }) => percentages, reason: 'is not a percentage of the offer' },
	{ kind: 'money', pattern: new RegExp(`(?:[$€£¥]|\\b(?:USD|EUR|GBP|CHF)) ?(${NUMBER})|(${NUMBER}) ?(?:[$€£¥]|(?:USD|EUR|GBP|CHF|euros?|dollars?|pounds?|cents?)\\b)`, 'gi'), among: ({ money }) => money, reason: 'is not an amount of the brief' },
	{ kind: 'number', pattern: new RegExp(`(${NUMBER})[\\s-](?:days?|weeks?|months?|years?|hours?|minutes?)\\b`, 'gi'), among: ({ durations }) => durations, reason: 'is not a time of the brief' },
	{ kind: 'code', pattern: /(?<![\p{L}\p{N}])((?=[\p{L}\p{N}_-]*\p{L})(?=[\p{L}\p{N}_-]*\d)[\p{L}\p{N}_-]{2,})(?![\p{L}\p{N}])/giu, among: NOTHING, reason: 'is not a code of the offer' },
	{ kind: 'number', pattern: new RegExp(`(${NUMBER})`, 'g'), among: (allowed) => new Set([...allowed.numbers, ...allowed.money]), reason: 'is not a number of the brief' },
];

/** Percentages, amounts, times, codes and numbers, in figures or in words, that the brief does not have. */
export function checkNumbers(text: string, allowed: Allowed): Found[] {
	const found: Found[] = [];
	let rest = withDigits(text);
	for (const { kind, pattern, among, reason } of numberRules) {
		const numbers = among(allowed);
		for (const match of rest.matchAll(pattern)) {
			const written = match[1] ?? match[2];
			const known = isAmong(written, numbers) || (kind === 'code' && allowed.said.includes(written.toLowerCase()));
			if (!known) found.push(violation(kind, match[0], reason));
		}
		rest = rest.replace(pattern, ' ');
	}
	return found;
}

/** "ten days" as "10 days": a number in words is a number. */
function withDigits(text: string): string {
	return text.replace(/(?<![\p{L}\p{N}-])\p{L}+(?![\p{L}\p{N}])/gu, (word) => {
		const lower = word.toLowerCase();
		return Object.hasOwn(numberWords, lower) ? String(numberWords[lower]) : word;
	});
}
