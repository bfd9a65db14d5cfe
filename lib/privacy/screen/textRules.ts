/**
 * What is looked for in the JSON text of an event's properties. Every pattern means the same to JavaScript and to RE2,
 * the engine of databases: no lookaround, no back-references, ASCII classes. Replacements keep the text JSON.
 */
export const removed = '[removed]';

/** A value beside a key that names a secret; texts, numbers and words are taken, whole objects are looked into. */
export const secretByKey =
	'"([^"]*(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?token|refresh[_-]?token|auth[_-]?token|authorization|private[_-]?key|card[_-]?number|cvv|cvc|ssn)[^"]*|token|pwd)"[ \\t\\r\\n]*:[ \\t\\r\\n]*(?:"(?:[^"\\\\]|\\\\.)*"|[-+.0-9A-Za-z]+)';

/** Secrets told by their shape: JSON web tokens, keys of well-known services, private keys. */
export const secretByShape =
	'eyJ[A-Za-z0-9_-]{8,}[.][A-Za-z0-9_-]{8,}[.][A-Za-z0-9_-]*|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|sk-[A-Za-z0-9_-]{20,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abpr]-[A-Za-z0-9-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*';

/** Thirteen to nineteen digits, in groups or not, beginning as issuers do, no part of a fraction; Luhn's check decides. Group 1. */
export const cardCandidate = '(?:^|[^0-9A-Za-z_.])([2-6][0-9](?:[ -]?[0-9]){11,17})\\b';

/** Such digits as a bare number, where a text would break the JSON. Group 1. */
export const bareCardCandidate = '[:,\\[][ \\t\\r\\n]*-?([2-6][0-9]{12,18})';

/** Around the digits of such a number: with the signs that surround it, so that no longer number is cut. */
export const bareBefore = '([:,\\[][ \\t\\r\\n]*)-?';
export const bareAfter = '(?:[.][0-9]+)?([ \\t\\r\\n]*[,}\\]])';

export const emailAddress = '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)*[.][A-Za-z]{2,}';

/** A number beside a key that names a phone; group 1 is the number as written. */
export const phoneByKey =
	'"[^"]*(?:phone|mobile|msisdn|whatsapp)[^"]*"[ \\t\\r\\n]*:[ \\t\\r\\n]*"([+]?[0-9(][0-9 ()./-]{5,22})"';

/** A text that is an IPv4 address as a whole. */
export const ipv4 = '"([0-9]{1,3})[.]([0-9]{1,3})[.]([0-9]{1,3})[.][0-9]{1,3}"';

/** A text that is an IPv6 address as a whole, with its first three groups written out, or two before the gap. */
export const ipv6 = '"([0-9A-Fa-f]{1,4}):([0-9A-Fa-f]{1,4}):([0-9A-Fa-f]{1,4}):[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"';
export const ipv6Gap = '"([0-9A-Fa-f]{1,4}):([0-9A-Fa-f]{1,4})::[0-9A-Fa-f:.]*"';
