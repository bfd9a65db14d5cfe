import type { MessageFact } from '../types';

/** Words that state more than a brief may know. */
export interface ClaimRule {
	readonly words: RegExp;
	/** Completes "it says … , but": shown to people and to the model that repairs it. */
	readonly why: string;
	/** True when the brief says as much itself. */
	readonly unless?: (support: ClaimSupport) => boolean;
}

/** What may stand behind a claim. */
export interface ClaimSupport {
	/** All words of the offer, in lower case. */
	readonly offerWords: string;
	readonly lowersPrice: boolean;
	readonly hasEnd: boolean;
	readonly facts: readonly MessageFact[];
}

function offerSays(pattern: RegExp): (support: ClaimSupport) => boolean {
	return ({ offerWords }) => pattern.test(offerWords);
}

function factOn(pattern: RegExp): (support: ClaimSupport) => boolean {
	return ({ facts }) =>
		facts.some(({ name, label, value }) => value !== 0 && value !== '' && (pattern.test(name) || pattern.test(label)));
}

const YOU = "\\byou(?:['’]ve| have| had)?(?: just| recently| already| always| often)?";

/** Over-claims, invented urgency, and statements on the customer that no fact supports. English. */
export const claimRules: readonly ClaimRule[] = [
	{ words: /\bguarante\w+/i, why: 'the brief guarantees nothing', unless: offerSays(/guarante/) },
	{ words: /\b(best|lowest|cheapest|unbeatable) (price|deal|offer|value)s?\b/i, why: 'nothing compares prices' },
	{ words: /(?<!feel )(?<!\bgluten[- ])\bfree\b(?! to\b)/i, why: 'nothing in the offer is free', unless: offerSays(/free/) },
	{ words: /\b(risk[- ]free|no[- ]risk|money[- ]back|no strings)\b/i, why: 'the brief promises no such thing', unless: offerSays(/risk|money.back|strings/) },
	{ words: /\b(last chance|hurry|act (now|fast)|while (stocks?|supplies) lasts?|selling (out|fast)|almost gone|final (hours|days)|don['’]?t miss|before it['’]?s too late)\b/i, why: 'it presses without a reason in the brief' },
	{ words: /\b(limited time|ends soon|expires soon|for a short time)\b/i, why: 'the offer has no end', unless: ({ hasEnd }) => hasEnd },
	{ words: /\b(tomorrow|tonight|midnight|(today|this (week|weekend|month)) only|only (today|this (week|weekend|month))|(ends?|until|by|before|expires?) (today|this (week|weekend|month)|(mon|tues|wednes|thurs|fri|satur|sun)day))\b/i, why: 'no such time is in the brief' },
	{ words: /\b(exclusive\w*|members[- ]only|invitation[- ]only)\b/i, why: 'the brief does not say so', unless: offerSays(/exclusive|members|invitation/) },
	{ words: /\b(discount\w*|coupons?|vouchers?|on sale|special (price|offer)s?|price (cut|drop)s?|reduced|half[- ]price|savings?)\b/i, why: 'the brief lowers no price', unless: ({ lowersPrice, offerWords }) => lowersPrice || /discount|coupon|voucher|sale|saving/.test(offerWords) },
	{ words: /\b(gifts?|bonus|rewards?|points|prizes?|refund\w*|cashback)\b/i, why: 'the brief gives no such thing', unless: offerSays(/gift|bonus|reward|points|prize|refund|cashback/) },
	{ words: /\b(twice|double|triple|half (of|the|off)|\d+x)\b/i, why: 'no such multiple is in the brief', unless: offerSays(/twice|double|triple|half/) },
	{ words: /\b(everyone|everybody|most (people|customers)|customers like you|people like you|(thousands|millions|hundreds|dozens) of|award|(number|no\.?|#) ?1\b|top[- ]rated|best[- ]selling|bestsell\w+)\b/i, why: 'nothing in the brief speaks of other people or of fame', unless: offerSays(/bestsell|best.selling|award/) },
	{ words: /\bwe(['’]ve| have)? (noticed|saw|see|tracked|watched|observed)( that)? you\b/i, why: 'customers should not feel watched' },
	{ words: /\b(clinically|scientifically|proven|cures?|heals?|certified)\b/i, why: 'the brief proves nothing', unless: offerSays(/proven|certified/) },
	{ words: new RegExp(`${YOU} (bought|ordered|purchased)\\b`, 'i'), why: 'no fact speaks of an order', unless: factOn(/order|purchase|bought|product|revenue/i) },
	{ words: new RegExp(`${YOU} (viewed|visited|browsed|looked at|searched|checked out)\\b`, 'i'), why: 'no fact speaks of a visit', unless: factOn(/view|visit|brows|look|page|session|search|product/i) },
	{ words: new RegExp(`${YOU} (attended|joined|came to)\\b`, 'i'), why: 'no fact speaks of it', unless: factOn(/webinar|event|session|attend|join/i) },
	{ words: new RegExp(`${YOU} (read|opened|clicked|watched|downloaded)\\b`, 'i'), why: 'no fact speaks of it', unless: factOn(/read|article|content|open|click|watch|download|e-?mail/i) },
	{ words: new RegExp(`${YOU} (added|left|abandoned)\\b`, 'i'), why: 'no fact speaks of a basket', unless: factOn(/cart|basket|checkout/i) },
	{ words: new RegExp(`${YOU} (upgraded|downgraded|cancell?ed|renewed|subscribed|returned)\\b`, 'i'), why: 'no fact speaks of it', unless: factOn(/upgrade|downgrade|cancel|renew|subscri|return|refund|plan/i) },
	{ words: /\byour (last|latest|recent|previous|first) (order|purchase)s?\b/i, why: 'no fact speaks of an order', unless: factOn(/order|purchase|bought|revenue/i) },
	{ words: /\byour (last|latest|recent|previous|first) (visit|session|search)(es)?\b/i, why: 'no fact speaks of a visit', unless: factOn(/visit|session|search|activ|view/i) },
	{ words: /\byour (favou?rite|beloved|go-to)\b/i, why: 'no fact says what they like best', unless: factOn(/favou?rite|top|prefer/i) },
	{ words: /\byour (basket|cart)\b/i, why: 'no fact speaks of a basket', unless: factOn(/cart|basket|checkout/i) },
	{ words: /\b(our|in the|in our) webinars?\b/i, why: 'no fact speaks of webinars', unless: factOn(/webinar/i) },
	{ words: /\b(loyal|valued|vip|best|biggest|top) (customer|client|member|buyer|spender)s?\b/i, why: 'nobody is told how they are classified' },
];
