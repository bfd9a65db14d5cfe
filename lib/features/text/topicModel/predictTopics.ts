import { openVectorizer } from './vectorize';
import type { SparseRows, TopicModel } from './types';

export interface PredictedTopic {
	readonly topic: string;
	/** Probability that this is the topic. */
	readonly confidence: number;
}

/** Names the topic of texts; one without a word the model knows gets its most frequent topic with little confidence. */
export function openTopicReader(model: TopicModel): (texts: readonly string[]) => PredictedTopic[] {
	const vectorize = openVectorizer(model.vectorizer);
	return (texts) => {
		const rows = vectorize(texts);
		return texts.map((_, row) => {
			const margins = marginsOf(model, rows, row);
			const best = indexOfLargest(margins);
			return { topic: model.topics[best], confidence: probabilityOf(margins, best, model.sharpness) };
		});
	};
}

/** How far a text lies on each topic's side. */
export function marginsOf({ topics, weights, vectorizer }: Omit<TopicModel, 'sharpness'>, rows: SparseRows, row: number): Float64Array {
	const width = vectorizer.vocabulary.length + 1;
	return Float64Array.from(topics, (_, topic) => {
		const start = topic * width;
		let margin = weights[start + width - 1];
		for (let at = rows.starts[row]; at < rows.starts[row + 1]; at += 1) margin += weights[start + rows.terms[at]] * rows.weights[at];
		return margin;
	});
}

export function indexOfLargest(values: Float64Array): number {
	return values.reduce((best, value, index) => (value > values[best] ? index : best), 0);
}

/** Softmax of the margins, sharpened. */
export function probabilityOf(margins: Float64Array, topic: number, sharpness: number): number {
	const largest = margins[indexOfLargest(margins)];
	const sum = margins.reduce((total, margin) => total + Math.exp(sharpness * (margin - largest)), 0);
	return Math.exp(sharpness * (margins[topic] - largest)) / sum;
}
