import { valenceOf } from './readLexicon';
import { boosters, CAPITALS_STEP, DISTANCE_SCALES, idioms, isNegation, NEGATION_SCALE } from './rules';
import { isCapitals, sentimentWordsOf, type SentimentWords } from './sentimentWords';

/** Approximately the largest sum of valences, which maps it into −1 to 1 (Hutto & Gilbert 2014). */
const NORMALISATION = 15;

/**
 * VADER's compound score of an English text, −1 to 1 with four decimals (Hutto & Gilbert 2014, "VADER: A Parsimonious Rule-based
 * Model for Sentiment Analysis of Social Media Text", with the rules of its release 3.3.2). 0 for a text without such words.
 */
export function analyzeSentiment(text: string): number {
	const words = sentimentWordsOf(text);
	const valences = afterBut(words, words.small.map((_, at) => valenceAt(words, at)));
	const sum = valences.reduce((total, valence) => total + valence, 0);
	const emphasis = emphasisOf(text);
	const total = sum > 0 ? sum + emphasis : sum < 0 ? sum - emphasis : 0;
	const compound = Number((total / Math.sqrt(total * total + NORMALISATION)).toFixed(4));
	return compound === 0 ? 0 : compound;
}

/** Of one word with what stands around it; 0 for words that only change others. */
function valenceAt(words: SentimentWords, at: number): number {
	const { small } = words;
	const known = valenceOf.get(small[at]);
	if (known === undefined || boosters.has(small[at]) || isPhrase(small, at, ['kind', 'of'])) return 0;
	const valence = afterWords(words, at, inCapitals(words, at, afterNo(words, at, known)));
	return isLeast(small, at) ? valence * NEGATION_SCALE : valence;
}

function isPhrase(small: readonly string[], at: number, phrase: readonly string[]): boolean {
	return phrase.every((word, place) => small[at + place] === word);
}

/** "Least" turns the word after it round, but not in "at least" and "very least". */
function isLeast(small: readonly string[], at: number): boolean {
	return small[at - 1] === 'least' && !['at', 'very'].includes(small[at - 2]);
}

function inCapitals({ written, capitalsStress }: SentimentWords, at: number, valence: number): number {
	if (!capitalsStress || !isCapitals(written[at])) return valence;
	return valence + (valence > 0 ? CAPITALS_STEP : -CAPITALS_STEP);
}

/** What the three words before make of a valence, the nearest first; one that counts itself changes nothing. */
function afterWords(words: SentimentWords, at: number, given: number): number {
	const { small } = words;
	let valence = given;
	for (let back = 1; back <= 3 && at - back >= 0; back += 1) {
		if (valenceOf.has(small[at - back])) continue;
		valence += boostOf(words, at - back, valence) * DISTANCE_SCALES[back - 1];
		valence *= negationScale(small, at, back);
		if (back === 3) valence = withIdioms(small, at, valence);
	}
	return valence;
}

/** "No" before a word that counts negates it, and then does not count itself. */
function afterNo({ small }: SentimentWords, at: number, known: number): number {
	const negated =
		small[at - 1] === 'no' || small[at - 2] === 'no' || (small[at - 3] === 'no' && ['or', 'nor'].includes(small[at - 1]));
	if (negated) return known * NEGATION_SCALE;
	return small[at] === 'no' && valenceOf.has(small[at + 1] ?? '') ? 0 : known;
}

function boostOf({ small, written, capitalsStress }: SentimentWords, at: number, valence: number): number {
	const step = boosters.get(small[at]);
	if (step === undefined) return 0;
	const capitals = capitalsStress && isCapitals(written[at]) ? CAPITALS_STEP : 0;
	return (valence < 0 ? -step : step) + (valence > 0 ? capitals : -capitals);
}

const isSoOrThis = (word: string | undefined): boolean => word === 'so' || word === 'this';

/** What the word `back` places before does as a negation; "never so" stresses, "without doubt" does nothing. */
function negationScale(small: readonly string[], at: number, back: number): number {
	const before = small[at - back];
	const between = small.slice(at - back + 1, at);
	if (isStress(before, between)) return 1.25;
	const isDoubt = before === 'without' && between.includes('doubt');
	return isNegation(before) && !isDoubt ? NEGATION_SCALE : 1;
}

/** "Never so" and "never this"; three places before, any word does for "never", as in the original. */
function isStress(before: string, between: readonly string[]): boolean {
	return (before === 'never' && isSoOrThis(between[0])) || isSoOrThis(between[1]);
}

/** Idioms replace a valence; "kind of" and its like dampen it. */
function withIdioms(small: readonly string[], at: number, given: number): number {
	const phrase = (from: number, to: number): string => small.slice(at + from, at + to + 1).join(' ');
	const before = [phrase(-1, 0), phrase(-2, 0), phrase(-2, -1), phrase(-3, -1), phrase(-3, -2)].find((one) => idioms.has(one));
	let valence = before === undefined ? given : (idioms.get(before) ?? given);
	for (const length of [1, 2]) {
		if (at + length < small.length) valence = idioms.get(phrase(0, length)) ?? valence;
	}
	for (const two of [phrase(-3, -1), phrase(-3, -2), phrase(-2, -1)]) valence += boosters.get(two) ?? 0;
	return valence;
}

/**
 * What follows the first "but" counts more than what precedes it. Each valence is looked up by its value, as the original does:
 * equal ones are told apart only while the first is not changed yet.
 */
function afterBut({ small }: SentimentWords, given: readonly number[]): readonly number[] {
	const but = small.indexOf('but');
	if (but < 0) return given;
	const valences = [...given];
	for (let index = 0; index < valences.length; index += 1) {
		if (valences[index] === 0) continue;
		const at = valences.indexOf(valences[index]);
		if (at !== but) valences[at] *= at < but ? 0.5 : 1.5;
	}
	return valences;
}

/** Exclamation marks, up to four, and question marks from two on. */
function emphasisOf(text: string): number {
	const exclamations = Math.min(4, countOf(text, '!'));
	const questions = countOf(text, '?');
	const asked = questions > 3 ? 0.96 : questions > 1 ? questions * 0.18 : 0;
	return exclamations * 0.292 + asked;
}

function countOf(text: string, letter: string): number {
	return text.split(letter).length - 1;
}
