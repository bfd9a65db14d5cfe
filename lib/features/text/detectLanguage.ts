import { valenceOf } from './sentiment/readLexicon';
import { wordsOf } from './words';

/** `other` is a language that is none of the named ones; `unknown` is too short to tell. */
export const textLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'other', 'unknown'] as const;
export type TextLanguage = (typeof textLanguages)[number];

type NamedLanguage = Exclude<TextLanguage, 'other' | 'unknown'>;

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Frequent words of grammar, each without those that are frequent words of another of these languages. */
const grammar: Readonly<Record<NamedLanguage, ReadonlySet<string>>> = {
	en: list(`the and of is are was were have has had been be you your my it its this that these those with for from not but what when
		where why how which there they them their would could should will can cannot can't don't doesn't didn't isn't i'm i've it's
		to on at by an if or because about after before while please still just than then our we he she his her i do does did am any
		get got into out up very too only also never now`),
	de: list(`der das und ist nicht ich sie wir ihr mein meine mit für auf ein eine einen dem den des zu von haben habe hat wird wurde
		werden kann können auch noch aber wenn dass oder wie wo warum bei nach über sehr bitte immer keine kein leider schon mir mich uns
		sind bin seit vom zum zur euch sich nur`),
	fr: list(`le les et est pas je vous nous une des du dans pour avec sur mon ma mes votre ce cette qui mais plus avez suis être avoir
		fait très merci toujours jamais bonjour c'est j'ai n'ai n'est qu'il sont été aux au ne pourquoi quand depuis`),
	es: list(`el los las y es una mi por para con su pero muy más está están tengo tiene puedo cuando donde gracias hola ha he hace
		todavía nunca usted ustedes ser fue esto esta este porque cómo qué sido del`),
	it: list(`il gli di che non è sono una mio mia per con ma più come quando dove grazie ho ha hanno questo questa molto ancora mai
		perché della dello degli nel alla del sono stato buongiorno vostro`),
	pt: list(`os um uma não é eu você meu minha por com mas mais muito está estou tenho quando onde obrigado obrigada ainda nunca isso
		esta porque foi ser são dos das pelo pela até já`),
	nl: list(`het een en van niet ik je jullie mijn met voor op zijn heb heeft hebben wordt kan maar als dat of hoe waar waarom bij naar
		zeer nog geen altijd wel ook deze dit uw ben nooit te`),
};

/** Latin letters that English does not write, beyond those of words it borrowed. */
const foreignLetters = /[ąćęłńśźżőűășțğışčďěňřšťůžøåæðþđ]/gu;

/** A text of so many words without one of English grammar or feeling is not English. */
const WORDS_TO_TELL = 6;

/** Shorter words of feeling are words of other languages, too. */
const FEELING_LETTERS_MIN = 4;

/** The language of a text as far as its letters and words of grammar tell; a text of a few words tells little. */
export function detectLanguage(text: string): TextLanguage {
	const words = wordsOf(text);
	if (!isMostlyLatin(words)) return words.length === 0 ? 'unknown' : 'other';
	const counts = (Object.keys(grammar) as NamedLanguage[]).map((language) => ({
		language,
		count: words.filter((word) => grammar[language].has(word)).length,
	}));
	const english = counts[0].count;
	const best = counts.reduce((most, one) => (one.count > most.count ? one : most));
	if (best.count > english && best.count > 1) return best.language;
	if (isForeign(words, english)) return 'other';
	return english > 0 && english >= best.count ? 'en' : 'unknown';
}

/** Letters that English does not write, or many words and none of its grammar and feelings. */
function isForeign(words: readonly string[], english: number): boolean {
	const letters = words.join('').match(foreignLetters)?.length ?? 0;
	if (letters > 2 || (letters > 0 && english === 0)) return true;
	if (words.length < WORDS_TO_TELL || english > 0) return false;
	return !words.some((word) => word.length >= FEELING_LETTERS_MIN && valenceOf.has(word));
}

/** False also for a text without letters. */
function isMostlyLatin(words: readonly string[]): boolean {
	const joined = words.join('');
	const latin = joined.match(/\p{Script=Latin}/gu)?.length ?? 0;
	const others = (joined.match(/\p{L}/gu)?.length ?? 0) - latin;
	return latin > others;
}
