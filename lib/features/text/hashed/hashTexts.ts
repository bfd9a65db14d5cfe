import type { Task } from '../../../compute/types';
import { hash32 } from '../../../core/hash';
import { mix, placeOf, wordsToHash } from './placeOf';
import { HASHED_DIMENSIONS, type WordWeights } from './types';

export interface HashTextsInput {
	readonly texts: readonly string[];
	readonly weights: WordWeights;
}

/** Runs in a worker thread; `hashTexts` is the same function without one. */
export const hashTextsTask: Task<HashTextsInput, Float32Array[]> = {
	file: 'features/text/hashed/hashTexts',
	name: 'hashTexts',
};

/** Each word is added at this many coordinates: words that meet at one of them differ at the others. */
const COORDINATES = 4;

/**
 * TF-IDF of the words of each text, (1 + ln of how often) · rarity, hashed into vectors of 256 numbers with a sign for each word
 * and coordinate, so that in the mean the product of two vectors is that of the unhashed ones (Weinberger et al. 2009, "Feature
 * Hashing for Large Scale Multitask Learning"). Of length 1; zeros for a text without words. Pure: the same everywhere.
 */
export function hashTexts({ texts, weights }: HashTextsInput): Float32Array[] {
	return texts.map((text) => toUnitLength(sumOf(text, weights)));
}

function sumOf(text: string, { rarity }: WordWeights): Float64Array {
	const counts = new Map<string, number>();
	for (const word of wordsToHash(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
	const sum = new Float64Array(HASHED_DIMENSIONS);
	for (const [word, count] of counts) {
		const weight = (1 + Math.log(count)) * rarity[placeOf(word)];
		for (let turn = 0; turn < COORDINATES; turn += 1) {
			const bits = mix(hash32(`${turn}/${word}`));
			sum[(bits >>> 1) % HASHED_DIMENSIONS] += (bits & 1) === 1 ? weight : -weight;
		}
	}
	return sum;
}

function toUnitLength(sum: Float64Array): Float32Array {
	const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
	return Float32Array.from(sum, (value) => (length === 0 ? 0 : value / length));
}
