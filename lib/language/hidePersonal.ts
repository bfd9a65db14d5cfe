const EMAIL = /[^\s@<>"()]+@[^\s@<>"()]*[^\s@<>"().,;:!?'\]]/g;

/** Seven digits or more, with the spaces, dots, dashes and brackets people write in phone numbers. */
const LONG_NUMBER = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s().\-/]{0,2}\d){6,}(?![\p{L}\p{N}])/gu;

/** ISO dates are long numbers too, but say nothing about who somebody is. */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Text without e-mail addresses, phone-like numbers, and the given names and ids, each replaced by a
 * word in square brackets. For everything that enters a prompt.
 */
export function hidePersonal(text: string, known: readonly string[]): string {
	const folded = foldCase(text);
	const withoutKnown = known
		.map((value) => value.trim())
		.filter((value) => value.length >= 2 && folded.includes(foldCase(value)))
		.sort((left, right) => right.length - left.length)
		.reduce((current, value) => current.replace(wholeWord(value), '[withheld]'), text);
	return withoutKnown
		.replace(EMAIL, '[e-mail]')
		.replace(LONG_NUMBER, (found) => (ISO_DATE.test(found) ? found : '[number]'));
}

/** A quick look before a pattern is made, which takes a thousand times as long. */
function foldCase(text: string): string {
	return text.toUpperCase().toLowerCase();
}

function wholeWord(value: string): RegExp {
	const literal = value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
	return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu');
}
