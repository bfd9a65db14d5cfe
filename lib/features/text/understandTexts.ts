import type { Task } from '../../compute/types';
import { customerWords } from './customerWords';
import { detectLanguage, type TextLanguage } from './detectLanguage';
import { analyzeSentiment } from './sentiment/analyzeSentiment';
import { nameTopic } from './taxonomy/nameTopic';
import { openTopicReader } from './topicModel/predictTopics';
import type { TopicModel } from './topicModel/types';

export type Mood = 'positive' | 'neutral' | 'negative';

/** What a text says, as far as rules and counts of words tell. */
export interface UnderstoodText {
	/** Null for an empty text. */
	readonly topic: string | null;
	/** 0 to 1; a probability with a model of one's own, else how much speaks for the topic. */
	readonly confidence: number | null;
	/** −1 to 1; null where the text is not English or empty. */
	readonly sentiment: number | null;
	readonly mood: Mood | null;
	readonly language: TextLanguage;
}

export interface UnderstandInput {
	readonly texts: readonly string[];
	/** Absent: the bundled taxonomy. */
	readonly model?: TopicModel;
}

/** Runs in a worker thread; `understandTexts` is the same function without one. */
export const understandTextsTask: Task<UnderstandInput, UnderstoodText[]> = {
	file: 'features/text/understandTexts',
	name: 'understandTexts',
};

/** Where VADER's authors draw the lines of a neutral text. */
const NEUTRAL = 0.05;

/** Topic, sentiment and language of texts, in their order. Pure. */
export function understandTexts({ texts, model }: UnderstandInput): UnderstoodText[] {
	const words = texts.map(customerWords);
	const topics = model === undefined ? words.map(nameTopic) : openTopicReader(model)(words);
	return words.map((text, index) => {
		if (text === '') return { topic: null, confidence: null, sentiment: null, mood: null, language: 'unknown' };
		return { ...topics[index], ...judge(text) };
	});
}

/** The lexicon is English: any other language is named and not judged. */
function judge(text: string): Pick<UnderstoodText, 'sentiment' | 'mood' | 'language'> {
	const language = detectLanguage(text);
	if (language !== 'en' && language !== 'unknown') return { sentiment: null, mood: null, language };
	const sentiment = analyzeSentiment(text);
	return { sentiment, mood: moodOf(sentiment), language };
}

export function moodOf(sentiment: number): Mood {
	if (sentiment >= NEUTRAL) return 'positive';
	return sentiment <= -NEUTRAL ? 'negative' : 'neutral';
}
