import emoji from './emoji.json';
import lexicon from './lexicon.json';

/** Mean valence of a word in small letters, −4 to 4, by ten human raters (VADER's lexicon; source and licence in the file). */
export const valenceOf: ReadonlyMap<string, number> = new Map(
	Object.entries(lexicon.wordsByValence).flatMap(([valence, words]) =>
		words.split(' ').map((word) => [word, Number(valence)] as const),
	),
);

/** "😁" → "beaming face with smiling eyes": an emoji is read as the words of its name. */
export const nameOfEmoji: ReadonlyMap<string, string> = new Map(
	Object.entries(emoji.emojiByName).flatMap(([name, letters]) => [...letters].map((letter) => [letter, name] as const)),
);
