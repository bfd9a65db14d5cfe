import { formatCents, formatNumber } from '../../cohorts/formatValue';
import { displayName } from '../displayName';
import { formatDate } from '../formatDate';
import { offerHeadline, templateScope } from '../templateScope';
import type { MessageBrief, MessageOffer } from '../types';
import type { ClaimSupport } from './claims';
import { NUMBER, readings } from './numbers';

/** Everything a message may say, read from its brief. */
export interface Allowed {
	/** Texts that may stand as they are, longest first. */
	readonly phrases: readonly string[];
	/** All of these texts and the owner's words, lower case. */
	readonly said: string;
	/** Words a capital may stand on in mid-sentence, lower case. */
	readonly names: ReadonlySet<string>;
	readonly numbers: ReadonlySet<number>;
	readonly percentages: ReadonlySet<number>;
	/** In whole units of the currency. */
	readonly money: ReadonlySet<number>;
	/** Numbers that may stand before "days" and the like. */
	readonly durations: ReadonlySet<number>;
	/** "2025-12-31" */
	readonly days: ReadonlySet<string>;
	/** Addresses of the brief as written, longest first. */
	readonly addresses: readonly string[];
	/** All allowed addresses, normalized. */
	readonly links: ReadonlySet<string>;
	readonly firstName: string | undefined;
	readonly segmentName: string | undefined;
	readonly claims: ClaimSupport;
}

/**
 * ownWords: what the owner wrote in a template of their own; they answer for its numbers and claims, we for
 * the rest.
 */
export function allowedOf(brief: MessageBrief, ownWords = ''): Allowed {
	const { offer, brand, facts } = brief;
	const products = brief.products ?? [];
	const phrases = phrasesOf(brief);
	const text = `${phrases.join('\n')}\n${ownWords}`;
	const addresses = [brand.site, brand.unsubscribeUrl, offer?.url, ...products.map(({ url }) => url)]
		.filter((address) => address !== undefined)
		.sort((left, right) => right.length - left.length);
	const priced = [...products, ...(offer ? [offer] : [])];
	const cents = [
		...priced.flatMap(({ priceCents, listPriceCents }) => [priceCents, listPriceCents]),
		...facts.map(({ value, unit }) => (unit === 'cents' && typeof value === 'number' ? value : undefined)),
	].filter((value) => value !== undefined);
	return {
		phrases,
		said: text.toLowerCase(),
		names: new Set(text.toLowerCase().match(/[\p{L}\p{M}'’-]+/gu) ?? []),
		numbers: new Set([...factNumbers(brief), ...numbersIn(ownWords)]),
		percentages: new Set([...percentagesOf(brief), ...numbersIn(ownWords)]),
		money: new Set([...cents.map((value) => value / 100), ...moneyIn(text), ...numbersIn(ownWords)]),
		durations: new Set([...durationsOf(brief), ...numbersIn(ownWords)]),
		days: new Set(daysOf(brief, ownWords)),
		addresses,
		links: new Set([...addresses, ...linksIn(ownWords)].map(normalizeLink)),
		firstName: displayName(brief.firstName),
		segmentName: brief.segment?.name,
		claims: supportOf(brief, ownWords),
	};
}

export const LINK = /(?:https?:\/\/|www\.|mailto:)[^\s<>"“”)]*[^\s<>"“”).,;:!?]|[^\s<>"“”()@]+@[^\s<>"“”()@]+\.\p{L}{2,}|(?<![\p{L}\p{N}@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|app|shop|store|dev|co|eu|de|uk|example|biz|info)\b(?:\/[^\s<>"“”)]*)?/giu;

export function linksIn(text: string): string[] {
	return text.match(LINK) ?? [];
}

export function normalizeLink(link: string): string {
	return link.replace(/^(https?:\/\/|mailto:)/i, '').replace(/\/+$/, '').toLowerCase();
}

function phrasesOf(brief: MessageBrief): string[] {
	const { brand, offer, facts } = brief;
	const { taste } = templateScope(brief);
	const names = [
		...(offer ? [offer.name, offer.description, offer.code, offerHeadline(offer)] : []),
		...(brief.products ?? []).map(({ name }) => name),
	];
	const texts = [
		brand.sender, brand.signature, brand.address,
		...facts.map(({ value }) => (typeof value === 'string' && !TERMS.test(value) ? value : undefined)),
		typeof taste === 'string' ? taste : undefined,
	];
	const firstName = displayName(brief.firstName);
	const phrases = [
		...(firstName === undefined ? [] : [firstName]),
		...names.map(squeeze).filter((text) => text !== ''),
		...texts.map(squeeze).filter((text) => text.length >= 2 && /\p{L}/u.test(text)),
	];
	return [...new Set(phrases)].sort((left, right) => right.length - left.length);
}

/** What a customer entered may not become an offer, a price or a link; a date is compared as a date. */
const TERMS = /[%$€£¥]|percent|https?:|www\.|^\d{4}-\d{2}-\d{2}/i;

function squeeze(text: string | undefined): string {
	return text?.replace(/\s+/g, ' ').trim() ?? '';
}

function numbersIn(text: string): number[] {
	return (text.match(new RegExp(NUMBER, 'g')) ?? []).flatMap(readings);
}

function factNumbers({ facts, offer }: MessageBrief): number[] {
	const values = facts.flatMap(({ value }) => (typeof value === 'number' ? roundings(value) : numbersIn(value)));
	return offer?.discountPercent === undefined ? values : [...values, offer.discountPercent];
}

function percentagesOf({ facts, offer }: MessageBrief): number[] {
	const shares = facts.flatMap(({ value, unit }) =>
		unit === 'share' && typeof value === 'number' ? roundings(value * 100) : [],
	);
	const written = `${offer?.description ?? ''} ${offer?.name ?? ''}`.match(new RegExp(`${NUMBER}(?= ?%| percent)`, 'g')) ?? [];
	return [...shares, ...written.flatMap(readings), ...(offer?.discountPercent === undefined ? [] : [offer.discountPercent])];
}

/** Amounts with a currency sign in texts of the brief: "free shipping above €50". */
function moneyIn(text: string): number[] {
	const written = text.match(new RegExp(`(?<=[$€£¥] ?)${NUMBER}|${NUMBER}(?= ?[$€£¥])`, 'g')) ?? [];
	return written.flatMap(readings);
}

function durationsOf({ facts, offer }: MessageBrief): number[] {
	const spoken = /\b(days?|weeks?|months?|years?|hours?|minutes?)\b/i;
	const values = facts.flatMap(({ value, unit, label }) =>
		typeof value === 'number' && (unit === 'days' || spoken.test(label)) ? roundings(value) : [],
	);
	const labels = facts.flatMap(({ label }) => numbersIn(label));
	return [...values, ...labels, ...(spoken.test(offer?.description ?? '') ? numbersIn(offer?.description ?? '') : [])];
}

function roundings(value: number): number[] {
	return [value, Math.round(value), Math.floor(value), Number(formatNumber(value).replace(/,/g, '')), Math.round(value * 100) / 100];
}

function isDay(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z?)?$/.test(text);
}

function daysOf({ facts, offer }: MessageBrief, ownWords: string): string[] {
	const days = facts.flatMap(({ value }) => (typeof value === 'string' && isDay(value) ? [value.slice(0, 10)] : []));
	const own = ownWords.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [];
	if (offer?.expiresAt === undefined) return [...days, ...own];
	return [...days, ...own, new Date(offer.expiresAt - 1).toISOString().slice(0, 10)];
}

function supportOf({ facts, offer }: MessageBrief, ownWords: string): ClaimSupport {
	const words = [offer?.name, offer?.description, ownWords].filter(Boolean).join(' ');
	return {
		offerWords: words.toLowerCase(),
		lowersPrice: offer !== undefined && lowersPrice(offer),
		hasEnd: offer?.expiresAt !== undefined,
		facts,
	};
}

function lowersPrice({ discountPercent, priceCents, listPriceCents }: MessageOffer): boolean {
	return discountPercent !== undefined || (priceCents ?? Infinity) < (listPriceCents ?? -Infinity);
}

/** Texts the offer must leave in the message, any one of each list. */
export function offerMarks({ offer }: MessageBrief): string[][] {
	if (!offer) return [];
	const marks: string[][] = [];
	if (offer.code) marks.push([offer.code]);
	if (offer.expiresAt !== undefined) marks.push([formatDate(offer.expiresAt - 1)]);
	if (offer.priceCents !== undefined) marks.push([formatCents(offer.priceCents, offer.currency)]);
	else marks.push([offerHeadline(offer), offer.name]);
	return marks;
}
