import type { Engine } from '../engine';
import { bundledNamer, learnTopics, type TopicNamer } from './learnTopics';
import { hidePersonal } from '../language/hidePersonal';
import type { Budget } from '../language/openBudget';
import { sayLimits } from './moodLimits';
import { openModelReader, type ModelReader } from './openModelReader';
import { customerWords } from './text/customerWords';
import { bundledTopics } from './text/taxonomy/bundledTopics';
import { moodOf, understandTextsTask, type UnderstoodText } from './text/understandTexts';

export interface TextToUnderstand {
	readonly text: string;
	/** What a person says it is about; it stays the topic of its text, and others are learnt from it. */
	readonly label?: string;
	/** The text as it may leave for a language model; absent: it is made of the text. */
	readonly hidden?: string;
}

/** How texts are understood. */
export interface UnderstandOptions {
	readonly learn: 'bundled' | 'labels';
	/** Of the language model, where one is connected. */
	readonly budget?: Budget;
}

/** What a text says, and who says so. */
export interface ReadText extends UnderstoodText {
	/** "rules", or the language model's name. */
	readonly understoodBy: string;
}

export interface UnderstoodItems {
	/** In the order given. */
	readonly texts: readonly ReadText[];
	readonly namer: TopicNamer;
}

/** Texts given to a worker thread at once. */
const BATCH_TEXTS = 1_000;

/**
 * Topic, mood and language of texts at hand; nothing is stored. With `learn: 'labels'`, topics are those of the texts that have
 * a label; NotEnoughData where these are too few. By the language model where one is connected, by rules where it fails.
 */
export async function understandItems(
	engine: Engine,
	items: readonly TextToUnderstand[],
	{ learn, budget }: UnderstandOptions,
): Promise<UnderstoodItems> {
	const labelled = items.flatMap(({ text, label }) => (label === undefined ? [] : [{ text, topic: label }]));
	const namer = learn === 'labels' ? await learnTopics(engine, labelled, 'the labels of the items') : bundledNamer;
	const reader = readerFor(engine, namer, budget);
	reader?.statePrice(items.map(toHidden), items.length);
	const texts: ReadText[] = [];
	for (let start = 0; start < items.length; start += BATCH_TEXTS) {
		texts.push(...(await understandBatch(engine, items.slice(start, start + BATCH_TEXTS), { namer, reader })));
	}
	sayLimits(engine.notify, texts, reader);
	return { texts, namer };
}

/** Undefined without a language model. Its topics are those of the namer. */
export function readerFor(engine: Engine, { model }: TopicNamer, budget: Budget | undefined): ModelReader | undefined {
	if (engine.model === undefined) return undefined;
	return openModelReader(engine, { model: engine.model, topics: model?.topics ?? bundledTopics, budget });
}

export interface Readers {
	readonly namer: TopicNamer;
	/** Absent: rules alone. */
	readonly reader?: ModelReader;
}

/** By rules in a worker thread, then by the language model; a label that was given is the topic. */
export async function understandBatch(
	engine: Engine,
	items: readonly TextToUnderstand[],
	{ namer, reader }: Readers,
): Promise<ReadText[]> {
	const texts = items.map(({ text }) => text);
	const understood = await engine.compute.run(understandTextsTask, { texts, model: namer.model }, { signal: engine.signal });
	const readings = reader === undefined ? [] : await reader.read(items.map(toHidden));
	return understood.map((one, index) => {
		const { label } = items[index];
		const read = readings[index];
		if (one.topic === null) return { ...one, understoodBy: 'rules' };
		const mine = read === undefined || reader === undefined ? { understoodBy: 'rules' } : { ...byModel(read), understoodBy: reader.name };
		return { ...one, ...mine, ...(label === undefined ? {} : { topic: label, confidence: 1 }) };
	});
}

/** A model gives no probability. */
function byModel({ topic, sentiment }: { readonly topic: string; readonly sentiment: number }) {
	return { topic, confidence: null, sentiment, mood: moodOf(sentiment) };
}

function toHidden({ text, hidden }: TextToUnderstand): string {
	return hidden ?? hidePersonal(customerWords(text), []);
}
