import type { Task } from '../../compute/types';
import { hash32 } from '../../core/hash';

export interface ShortenInput {
	readonly vectors: readonly Float32Array[];
	readonly dimensions: number;
}

/** Runs in a worker thread; `shortenVectors` is the same function without one. */
export const shortenVectorsTask: Task<ShortenInput, Float32Array[]> = {
	file: 'features/text/shortenVectors',
	name: 'shortenVectors',
};

/**
 * Vectors of fewer numbers between which products stay what they were, give or take 1 / √dimensions: a projection on random
 * signs (Achlioptas 2003, "Database-friendly random projections"), always the same. Shorter ones stay as they are. Pure.
 */
export function shortenVectors({ vectors, dimensions }: ShortenInput): Float32Array[] {
	const length = vectors[0]?.length ?? 0;
	if (length <= dimensions) return [...vectors];
	const scale = 1 / Math.sqrt(dimensions);
	const signs = Int8Array.from({ length: length * dimensions }, (_, at) => ((hash32(`sign ${at}`) >>> 16) & 1) * 2 - 1);
	return vectors.map((vector) => {
		const short = new Float64Array(dimensions);
		for (let from = 0; from < length; from += 1) {
			const value = vector[from] * scale;
			for (let to = 0; to < dimensions; to += 1) short[to] += value * signs[from * dimensions + to];
		}
		return Float32Array.from(short);
	});
}
