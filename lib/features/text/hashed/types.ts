/** How much each word says, by the place its hash leads to; words of one place share it. */
export interface WordWeights {
	/** ln((1 + texts) / (1 + texts with a word of this place)) + 1, for each of `PLACES`. */
	readonly rarity: Float32Array;
	/** Texts they were counted on. */
	readonly texts: number;
}

/** Places of word weights: with 20,000 different words, one in four shares its place. */
export const PLACES = 65_536;

/** Length of the vectors. */
export const HASHED_DIMENSIONS = 256;
