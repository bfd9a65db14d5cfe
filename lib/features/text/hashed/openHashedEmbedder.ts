import type { Compute } from '../../../compute/types';
import { hashText } from '../../../core/hash';
import type { Embedder } from '../../../language/types';
import { hashTextsTask } from './hashTexts';
import type { WordWeights } from './types';

/** A worker thread's batch. */
const limits = { textsMax: 2_000, tokensMax: 4_000_000, tokensPerTextMax: 100_000 } as const;

/** Hashed TF-IDF: no key, no cost, nothing leaves; it knows words, not meanings. */
export function openHashedEmbedder(compute: Compute, weights: WordWeights): Embedder {
	return {
		name: `hashed words ${hashText(Buffer.from(weights.rarity.buffer).toString('base64'), 4)}`,
		isRemote: false,
		limits,
		embed: async (texts, signal) => {
			const vectors = await compute.run(hashTextsTask, { texts, weights }, { signal });
			return { vectors, inputTokens: 0 };
		},
	};
}
