import { nameOfEmoji } from './readLexicon';

/** A text as the rules read it: words and emoticons, as written and in small letters. */
export interface SentimentWords {
	readonly written: readonly string[];
	readonly small: readonly string[];
	/** Whether some words, but not all, are in capitals: only then do capitals stress. */
	readonly capitalsStress: boolean;
}

const PUNCTUATION = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/** Splits at white space and takes punctuation off words, but not off what is so short that it may be an emoticon. */
export function sentimentWordsOf(text: string): SentimentWords {
	const written = withNamedEmoji(text)
		.split(/\s+/)
		.filter((token) => token !== '')
		.map(withoutPunctuation);
	const capitals = written.filter(isCapitals).length;
	return {
		written,
		small: written.map((word) => word.toLowerCase()),
		capitalsStress: capitals > 0 && capitals < written.length,
	};
}

/** Has letters, all of them capitals. */
export function isCapitals(word: string): boolean {
	return word !== word.toLowerCase() && word === word.toUpperCase();
}

function withNamedEmoji(text: string): string {
	let named = '';
	let afterSpace = true;
	for (const letter of text) {
		const name = nameOfEmoji.get(letter);
		named += name === undefined ? letter : `${afterSpace ? '' : ' '}${name}`;
		afterSpace = name === undefined && letter === ' ';
	}
	return named;
}

function withoutPunctuation(token: string): string {
	let from = 0;
	let to = token.length;
	while (from < to && PUNCTUATION.has(token[from])) from += 1;
	while (to > from && PUNCTUATION.has(token[to - 1])) to -= 1;
	return [...token.slice(from, to)].length <= 2 ? token : token.slice(from, to);
}
