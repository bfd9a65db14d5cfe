/**
 * What is looked for in the JSON text of an event's properties. Every pattern means the same to JavaScript and to RE2,
 * the engine of databases: no lookaround, no back-references, ASCII classes. JavaScript searches by trying, so whatever
 * may fail late is bounded: else a small hostile body would keep a process busy for minutes. Replacements keep the text JSON.
 */
export const removed = '[removed]';

const space = '[ \\t\\r\\n]*';
const some = '(?:[^"\\\\]|\\\\.){0,60}';
const text = '"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"';
const inside = (depth: number): string =>
	`(?:${text}|[^"\\[\\]{}]${depth === 0 ? '' : `|[\\[{]${inside(depth - 1)}[\\]}]`})*`;
const number = '-?[0-9][-+.0-9A-Za-z]*';

/** Words that name a secret anywhere in a key. */
const words =
	'password|passwd|passphrase|passcode|secret|api[_-]?key|access[_-]?token|refresh[_-]?token|auth[_-]?token|authorization|private[_-]?key|card[_-]?number|cvv|cvc';
/** Words that name one at the end of a key alone: "tokens" are counted, and "className" is no social security number. */
const endings = 'token|pwd|ssn|iban';

/**
 * A value beside a key that names a secret: text, number, list or object, these up to five deep; of deeper ones the inner
 * values. Yes and no are no secrets ("hasPassword"). Group 1 is the key.
 */
export const secretByKey =
	`"(${some}(?:${words})${some}|${some}(?:${endings})|(?:${some}[^A-Za-z"\\\\])?ssn[^A-Za-z"\\\\]${some})"${space}:${space}(?:${text}|[\\[{]${inside(4)}[\\]}]|${number})`;

/** The same in JSON that is itself the text of a value. */
const within = '[^"\\\\]{0,60}';
export const secretInJson =
	`\\\\"(${within}(?:${words})${within}|${within}(?:${endings}))\\\\"${space}:${space}(?:\\\\"(?:[^"\\\\]|\\\\\\\\(?:\\\\["\\\\]|[^"\\\\]))*\\\\"|${number})`;

/** The value of such a name in the query or fragment of an address. Group 1 is all before the value. */
export const secretInAddress =
	'([?&#][A-Za-z0-9_.%-]{0,60}(?:password|passwd|secret|token|api[_-]?key|authorization)[A-Za-z0-9_-]{0,20}=)[^&#"\\\\ <>]+';

/** Secrets told by their shape: JSON web tokens, bearers, keys of well-known services, private keys. */
export const secretByShape = [
	'\\beyJ[A-Za-z0-9_-]{8,500}[.][A-Za-z0-9_-]{8,}[.][A-Za-z0-9_-]*',
	'\\bBearer [A-Za-z0-9._~+/-]{20,}',
	'\\b[sr]k_(?:live|test)_[A-Za-z0-9]{10,}',
	'\\bsk-(?:(?:proj|ant|svcacct|admin)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{32,})',
	'\\bwhsec_[A-Za-z0-9+/]{16,}',
	'\\bAKIA[0-9A-Z]{16}',
	'\\bAIza[0-9A-Za-z_-]{35}',
	'\\bgh[pousr]_[A-Za-z0-9]{36}',
	'\\bgithub_pat_[A-Za-z0-9_]{22,}',
	'\\bglpat-[A-Za-z0-9_-]{20,}',
	'\\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}',
	'\\bxox[abprs]-[A-Za-z0-9-]{10,}',
	'-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^"]*',
].join('|');

/**
 * Digits as card numbers are written and printed, whatever follows them (often the month it ends): in one, in four groups of
 * four, or four, six and the rest. Group 1 is the sign before, group 2 the digits.
 */
export const cardAsPrinted =
	'([^0-9A-Za-z_.])([2-6][0-9]{13,18}|[2-6][0-9]{3}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}|3[0-9]{3}[ -][0-9]{6}[ -][0-9]{4,5})\\b';

/** Fourteen to nineteen digits with signs anywhere between them, no part of a fraction. Groups as above. */
export const cardCandidate = '([^0-9A-Za-z_.])([2-6][0-9](?:[ -]?[0-9]){12,17})\\b';

/** Such digits as a bare number, where a text would break the JSON. Group 2 is the number, 1 and 3 what stands around it. */
export const bareCardCandidate = `([:,\\[]${space})-?([2-6][0-9]{13,18})(?:[.][0-9]+)?(${space}[,}\\]])`;

/**
 * Digits that an issuer gives out, by their beginning and number: Visa, Mastercard, Mir, American Express, Diners Club,
 * JCB, Discover, UnionPay, Maestro (ISO/IEC 7812; the schemes' published ranges). Thirteen digits are no card any more,
 * but every barcode.
 */
export const issued = [
	'4[0-9]{15}(?:[0-9]{3})?',
	'5[1-5][0-9]{14}',
	'2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}',
	'220[0-4][0-9]{12}',
	'3[47][0-9]{13}',
	'3(?:0[0-5]|6[0-9])[0-9]{11}',
	'35(?:2[89]|[3-8][0-9])[0-9]{12}',
	'(?:6011|64[4-9][0-9]|65[0-9]{2})[0-9]{12}',
	'62[0-9]{14,17}',
	'(?:5018|5020|5038|5893|6304|6759|676[1-3])[0-9]{12}(?:[0-9]{3})?',
].join('|');

/** More of Diners Club, in groups alone: without these they look like ids of products in a shop. */
export const issuedInGroups = '3[89][0-9]{2}[ -][0-9]{6}[ -][0-9]{4}';

/** With whatever follows it behind further signs "at", so that no half of it is left. */
export const emailAddress =
	'[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:[.][A-Za-z0-9-]{1,63}){0,8}[.][A-Za-z]{2,24}(?:@[A-Za-z0-9.-]{1,100}){0,5}';

/** A number beside a key that names a phone: group 2 as written, between groups 1 and 3. */
export const phoneByKey =
	`("[^"]{0,60}(?:phone|mobile|msisdn|whatsapp)[^"]{0,60}"${space}:${space}")([+]?[0-9(][0-9 ()./-]{5,22})(")`;

/** A text that is an international number as a whole. Groups as above. */
export const phoneByShape = '(")([+][0-9](?:[ ()./-]{0,2}[0-9]){6,14})(")';

const before = '([", =(\\[])';
const group = '[0-9A-Fa-f]{1,4}';

/** Addresses of the internet, in a text of their own or among others, and what is left of them. `$1` is a group, as in JavaScript. */
export const addresses: readonly { readonly pattern: string; readonly left: string }[] = [
	{
		pattern: `${before}((?:::[Ff]{4}:)?[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}\\b`,
		left: '$1$2.0',
	},
	{ pattern: `${before}(${group}:${group}:${group})(?::${group}){5}\\b`, left: '$1$2::' },
	{ pattern: `${before}(${group}:${group}:${group}):(?:${group}:){0,4}:[0-9A-Fa-f:.]{0,40}`, left: '$1$2::' },
	{ pattern: `${before}(${group}:${group})::[0-9A-Fa-f:.]{0,40}`, left: '$1$2::' },
	{ pattern: `${before}(${group})::[0-9A-Fa-f:.]{0,40}`, left: '$1$2::' },
];
