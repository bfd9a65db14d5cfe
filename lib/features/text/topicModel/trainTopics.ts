import type { Task, TaskControl } from '../../../compute/types';
import { NotEnoughData } from '../../../core/errors';
import { hash32, hashText } from '../../../core/hash';
import { seededRandom } from '../../../core/random';
import { wilsonInterval } from '../../../math/wilsonInterval';
import { customerWords } from '../customerWords';
import { wordsOf } from '../words';
import { fitSupportVectors } from './fitSupportVectors';
import { indexOfLargest, marginsOf, probabilityOf } from './predictTopics';
import type { TopicEvaluation, TopicModel } from './types';
import { fitVectorizer, openVectorizer } from './vectorize';

export interface LabelledText {
	readonly text: string;
	readonly topic: string;
}

export interface TrainTopicsInput {
	readonly texts: readonly LabelledText[];
	/** Where the labels come from, for people: 'property "topic"'. Never a label itself, which may be personal. */
	readonly labelledBy: string;
	readonly seed: string;
}

export interface TrainedTopics {
	readonly model: TopicModel;
	/** The same for the same texts and labels only. */
	readonly version: string;
	/** Labelled texts that were not empty. */
	readonly texts: number;
	/** On a fifth of the texts, by a model that had not seen them. */
	readonly evaluation: TopicEvaluation;
}

/** Runs in a worker thread; `trainTopics` is the same function without one. */
export const trainTopicsTask: Task<TrainTopicsInput, TrainedTopics> = {
	file: 'features/text/topicModel/trainTopics',
	name: 'trainTopics',
};

/** Fewer texts of a label teach a model and its test nothing. */
export const TEXTS_PER_LABEL_MIN = 20;

const LABELS_MAX = 200;

/** Every n-th text is held out. */
const HELD_OUT = 5;

/** Sharpness tried; beyond these, probabilities say nothing or are all 1. */
const SHARPNESS = { low: 0.5, high: 20, steps: 40 };

/**
 * Learns topics from labelled texts and says how well it names those of texts it has not seen. Equal texts are on one side
 * together, so that a repeated text is not its own proof. Then all texts make the model. Pure and seeded. NotEnoughData where
 * labels are too few.
 */
export function trainTopics({ texts: given, labelledBy, seed }: TrainTopicsInput, control: TaskControl): TrainedTopics {
	const texts = given.map(({ text, topic }) => ({ text: customerWords(text), topic })).filter(({ text }) => text !== '');
	requireLabels(texts, labelledBy);
	const isHeldOut = texts.map(({ text }) => hash32(`${seed}/${wordsOf(text).join(' ')}`) % HELD_OUT === 0);
	const held = texts.filter((_, index) => isHeldOut[index]);
	if (held.length < HELD_OUT || held.length === texts.length) {
		throw new NotEnoughData('nearly all labelled texts are the same, so topics cannot be tested: label texts that differ');
	}
	const tested = fitTopics(texts.filter((_, index) => !isHeldOut[index]), seed, (share) =>
		control.progress(share / 2, 'Support text: learning topics for the test'),
	);
	const { sharpness, evaluation } = evaluate(tested, held);
	const model = fitTopics(texts, seed, (share) => control.progress(0.5 + share / 2, 'Support text: learning topics'));
	const version = `labels-${hashText(texts.map(({ text, topic }) => `${topic}\u001f${text}`).join('\u001e'), 4)}`;
	return { model: { ...model, sharpness }, version, texts: texts.length, evaluation };
}

/** Refuses labels that nothing can be learnt from; says how many there are, never which. */
function requireLabels(texts: readonly LabelledText[], labelledBy: string): void {
	const counts = [...countByTopic(texts).values()];
	if (counts.length < 2) {
		throw new NotEnoughData(`topics cannot be learnt from ${labelledBy}: it has ${counts.length} labels on texts, expected at least 2`);
	}
	const rare = counts.filter((count) => count < TEXTS_PER_LABEL_MIN);
	if (rare.length > 0) {
		throw new NotEnoughData(
			`topics cannot be learnt from ${labelledBy}: ${rare.length} of its ${counts.length} labels have fewer than ${TEXTS_PER_LABEL_MIN} texts, the rarest ${Math.min(...rare)}: label more texts, or merge rare labels`,
		);
	}
	if (counts.length > LABELS_MAX) {
		throw new NotEnoughData(`topics cannot be learnt from ${labelledBy}: it has ${counts.length} labels, expected at most ${LABELS_MAX}: merge them`);
	}
}

function countByTopic(texts: readonly LabelledText[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { topic } of texts) counts.set(topic, (counts.get(topic) ?? 0) + 1);
	return counts;
}

type UnscaledModel = Omit<TopicModel, 'sharpness'>;

/** One topic against all others, each in turn. */
function fitTopics(texts: readonly LabelledText[], seed: string, progress: (share: number) => void): UnscaledModel {
	const topics = [...new Set(texts.map(({ topic }) => topic))].sort();
	const vectorizer = fitVectorizer(texts.map(({ text }) => text));
	const rows = openVectorizer(vectorizer)(texts.map(({ text }) => text));
	const terms = vectorizer.vocabulary.length;
	const weights = new Float32Array(new SharedArrayBuffer(4 * topics.length * (terms + 1)));
	topics.forEach((topic, index) => {
		const signs = Int8Array.from(texts, (one) => (one.topic === topic ? 1 : -1));
		const random = seededRandom(`${seed}/${topic}`);
		weights.set(fitSupportVectors({ rows, terms, signs, random }), index * (terms + 1));
		progress((index + 1) / topics.length);
	});
	return { topics, vectorizer, weights };
}

function evaluate(model: UnscaledModel, held: readonly LabelledText[]) {
	const rows = openVectorizer(model.vectorizer)(held.map(({ text }) => text));
	const judged = held.map(({ topic }, row) => ({ margins: marginsOf(model, rows, row), actual: model.topics.indexOf(topic) }));
	const hits = judged.filter(({ margins, actual }) => indexOfLargest(margins) === actual).length;
	const evaluation: TopicEvaluation = {
		texts: held.length,
		accuracy: hits / held.length,
		...wilsonInterval(hits, held.length),
		accuracyOfCommonest: Math.max(...countByTopic(held).values()) / held.length,
	};
	return { sharpness: fitSharpness(judged.filter(({ actual }) => actual >= 0)), evaluation };
}

/** The one of a ladder under which the actual topics are most probable (temperature scaling, Guo et al. 2017). */
function fitSharpness(judged: ReadonlyArray<{ readonly margins: Float64Array; readonly actual: number }>): number {
	const { low, high, steps } = SHARPNESS;
	const ladder = Array.from({ length: steps + 1 }, (_, step) => low * (high / low) ** (step / steps));
	const losses = ladder.map((sharpness) =>
		judged.reduce((sum, { margins, actual }) => sum - Math.log(Math.max(1e-12, probabilityOf(margins, actual, sharpness))), 0),
	);
	return ladder[losses.indexOf(Math.min(...losses))];
}
