import type { Task } from '../../../compute/types';
import { placeOf, wordsToHash } from './placeOf';
import { PLACES, type WordWeights } from './types';

/** Runs in a worker thread; `countWords` is the same function without one. */
export const countWordsTask: Task<readonly string[], WordWeights> = {
	file: 'features/text/hashed/countWords',
	name: 'countWords',
};

/** Learns how rare words are: a word of every text says nothing about one of them. Pure. */
export function countWords(texts: readonly string[]): WordWeights {
	const counts = new Uint32Array(PLACES);
	for (const text of texts) {
		for (const place of new Set(wordsToHash(text).map(placeOf))) counts[place] += 1;
	}
	return { rarity: Float32Array.from(counts, (count) => Math.log((1 + texts.length) / (1 + count)) + 1), texts: texts.length };
}
