/** Texts as weights of terms: row r has terms[starts[r] … starts[r + 1]), and their weights at the same places. */
export interface SparseRows {
	readonly rows: number;
	readonly starts: Uint32Array;
	readonly terms: Uint32Array;
	readonly weights: Float32Array;
}

/** Which terms count, and how much each says: ln((1 + texts) / (1 + texts with the term)) + 1. */
export interface Vectorizer {
	readonly vocabulary: readonly string[];
	readonly rarity: Float32Array;
}

/** A linear model of what a text is about. */
export interface TopicModel {
	readonly topics: readonly string[];
	readonly vectorizer: Vectorizer;
	/** weights[k · (terms + 1) + t]: of term t for topic k; the last of a topic is its intercept. Shared between threads. */
	readonly weights: Float32Array;
	/** What margins are multiplied by before they are made probabilities; fitted on texts the model had not seen. */
	readonly sharpness: number;
}

/** How often a model named the topic of texts it was not trained on. */
export interface TopicEvaluation {
	readonly texts: number;
	readonly accuracy: number;
	/** 95 % interval (Wilson). */
	readonly low: number;
	readonly high: number;
	/** What always naming the most frequent topic would reach. */
	readonly accuracyOfCommonest: number;
}
