import { wordsOf } from '../words';
import { bundledTopics, topicPhrases, type BundledTopic } from './bundledTopics';

export interface NamedTopic {
	readonly topic: BundledTopic;
	/** 0 to 1: how much of what was found speaks for the topic, and how much was found; no probability. */
	readonly confidence: number;
}

const PHRASE_WORDS_MAX = 4;

/** Below this, what was found are signs, not a topic. */
const WEIGHT_MIN = 2;

/** What one more finding of another topic would weigh: little evidence makes little confidence. */
const DOUBT = 1;

/** For each phrase of plain words, what it adds to which topics. */
const phrases = new Map<string, Map<BundledTopic, number>>();
for (const [topic, byWeight] of Object.entries(topicPhrases) as [BundledTopic, Record<string, string>][]) {
	for (const [weight, listed] of Object.entries(byWeight)) {
		for (const phrase of listed.split(',')) {
			const key = wordsOf(phrase).map(plainWord).join(' ');
			const known = phrases.get(key) ?? new Map<BundledTopic, number>();
			known.set(topic, Math.max(known.get(topic) ?? 0, Number(weight)));
			phrases.set(key, known);
		}
	}
}

/** The topic most phrases of a text speak for, each phrase counted once; `other` when hardly one does. */
export function nameTopic(text: string): NamedTopic {
	const weights = weigh(wordsOf(text).map(plainWord));
	const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
	const [topic, weight] = bundledTopics
		.map((one) => [one, weights.get(one) ?? 0] as const)
		.reduce((most, one) => (one[1] > most[1] ? one : most));
	if (weight < WEIGHT_MIN) return { topic: 'other', confidence: 0 };
	return { topic, confidence: weight / (total + DOUBT) };
}

function weigh(words: readonly string[]): ReadonlyMap<BundledTopic, number> {
	const weights = new Map<BundledTopic, number>();
	for (const phrase of new Set(sequencesOf(words))) {
		for (const [topic, weight] of phrases.get(phrase) ?? []) weights.set(topic, (weights.get(topic) ?? 0) + weight);
	}
	return weights;
}

/** Every word, and every two, three and four that follow each other. */
function sequencesOf(words: readonly string[]): string[] {
	const lengths = Array.from({ length: PHRASE_WORDS_MAX }, (_, index) => index + 1);
	return words.flatMap((_, at) =>
		lengths.filter((length) => at + length <= words.length).map((length) => words.slice(at, at + length).join(' ')),
	);
}

/** Without the ending of a plural or a verb, so that "charges", "charged" and "charging" are one word. */
export function plainWord(word: string): string {
	if (word.length < 4 || word.includes("'")) return word;
	const stem = word
		.replace(/ies$/, 'y')
		.replace(/(?<=\w{3})(?:ing|ed)$/, '')
		.replace(/(?<!s)s$/, '')
		.replace(/(?<=\w{3})e$/, '');
	return stem.replace(/([bdfgmnprt])\1$/, '$1');
}
