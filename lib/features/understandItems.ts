import type { Engine } from '../engine';
import { bundledNamer, learnTopics, type TopicNamer } from './learnTopics';
import { moodLimits } from './moodLimits';
import { understandTextsTask, type UnderstoodText } from './text/understandTexts';

export interface TextToUnderstand {
	readonly text: string;
	/** What a person says it is about; it stays the topic of its text, and others are learnt from it. */
	readonly label?: string;
}

export interface UnderstoodItems {
	/** In the order given. */
	readonly texts: readonly UnderstoodText[];
	readonly namer: TopicNamer;
}

/** Texts given to a worker thread at once. */
const BATCH_TEXTS = 1_000;

/**
 * Topic, mood and language of texts at hand; nothing is stored. With `learn: 'labels'`, topics are those of the texts that have
 * a label; NotEnoughData where these are too few.
 */
export async function understandItems(
	engine: Engine,
	items: readonly TextToUnderstand[],
	learn: 'bundled' | 'labels',
): Promise<UnderstoodItems> {
	const labelled = items.flatMap(({ text, label }) => (label === undefined ? [] : [{ text, topic: label }]));
	const namer = learn === 'labels' ? await learnTopics(engine, labelled, 'the labels of the items') : bundledNamer;
	const texts: UnderstoodText[] = [];
	for (let start = 0; start < items.length; start += BATCH_TEXTS) {
		texts.push(...(await understandBatch(engine, items.slice(start, start + BATCH_TEXTS), namer)));
	}
	engine.notify.hint(moodLimits);
	return { texts, namer };
}

/** In a worker thread; a label that was given is the topic. */
export async function understandBatch(
	engine: Engine,
	items: readonly TextToUnderstand[],
	{ model }: TopicNamer,
): Promise<UnderstoodText[]> {
	const texts = items.map(({ text }) => text);
	const understood = await engine.compute.run(understandTextsTask, { texts, model }, { signal: engine.signal });
	return understood.map((one, index) => {
		const { label } = items[index];
		return label === undefined || one.topic === null ? one : { ...one, topic: label, confidence: 1 };
	});
}
