/** What a text is about stands at its beginning; beyond it, more words cost time and say little. */
export const TOPIC_LENGTH_MAX = 2_000;

const word = /[\p{L}\p{N}]+(?:'[\p{L}]+)*/gu;

/** Words in small letters, apostrophes straightened; of a long text, those of its beginning. */
export function wordsOf(text: string): string[] {
	return text.slice(0, TOPIC_LENGTH_MAX).normalize('NFKC').toLowerCase().replaceAll('’', "'").match(word) ?? [];
}

/** Words and pairs of neighbours, with the first and the last word told apart: "how do" at the beginning says more than elsewhere. */
export function termsOf(text: string): string[] {
	const words = wordsOf(text);
	if (words.length === 0) return [];
	const between = ['^', ...words, '$'];
	return [...words, ...between.slice(1).map((one, at) => `${between[at]} ${one}`)];
}
