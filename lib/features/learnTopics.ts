import type { Engine } from '../engine';
import { bundledVersion } from './text/taxonomy/bundledTopics';
import { trainTopicsTask, type LabelledText } from './text/topicModel/trainTopics';
import type { TopicEvaluation, TopicModel } from './text/topicModel/types';

/** What topics are named by. */
export interface TopicNamer {
	/** "bundled-1", or one that the same labelled texts alone lead to. */
	readonly version: string;
	/** Absent: the bundled taxonomy. */
	readonly model?: TopicModel;
	/** Of a model learnt from labels: on texts it had not seen. */
	readonly evaluation?: TopicEvaluation & { readonly learntFrom: number };
}

export const bundledNamer: TopicNamer = { version: bundledVersion };

/** More labelled texts hardly make a linear model better. */
export const LABELLED_MAX = 20_000;

/** Learns topics in a worker thread. NotEnoughData, without a label in it, where there are too few. */
export async function learnTopics(engine: Engine, texts: readonly LabelledText[], labelledBy: string): Promise<TopicNamer> {
	const { model, version, evaluation, texts: learntFrom } = await engine.compute.run(
		trainTopicsTask,
		{ texts: texts.slice(0, LABELLED_MAX), labelledBy, seed: 'topics' },
		{ signal: engine.signal, onProgress: (_share, sentence) => engine.notify.progress(sentence) },
	);
	return { model, version, evaluation: { ...evaluation, learntFrom } };
}
