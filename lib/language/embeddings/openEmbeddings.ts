import { ServiceUnavailable } from '../../core/errors';
import { estimateTokens } from '../estimateTokens';
import type { Embedder } from '../types';
import { vendorError } from '../vendorError';

/** The part of LangChain's embeddings we use, as n8n's Embeddings input hands it over. */
export interface Embeddings {
	embedDocuments(texts: string[]): Promise<number[][]>;
	readonly model?: unknown;
	readonly modelName?: unknown;
}

const CREDENTIAL = 'the credential of the connected Embeddings node';

/** What every provider takes in a call; LangChain cuts calls further where its provider needs it. */
const limits = { textsMax: 100, tokensMax: 100_000, tokensPerTextMax: 2_000 } as const;

/** n8n's Embeddings input. It counts no tokens and knows no cancel: tokens are estimated, and a cancel waits for the call. */
export function openEmbeddings(embeddings: Embeddings): Embedder {
	const model = modelOf(embeddings);
	return {
		name: `embeddings ${model}`,
		isRemote: true,
		limits,
		async embed(texts, signal) {
			signal?.throwIfAborted();
			const vectors = await embeddings.embedDocuments([...texts]).catch((thrown: unknown) => {
				throw vendorError({ name: 'the Embeddings node', credential: CREDENTIAL, model, confidential: texts }, thrown);
			});
			if (!Array.isArray(vectors) || !vectors.every(Array.isArray)) {
				throw new ServiceUnavailable('the Embeddings node answered without vectors');
			}
			const inputTokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
			return { vectors: vectors.map((vector) => Float32Array.from(vector)), inputTokens };
		},
	};
}

function modelOf({ model, modelName }: Embeddings): string {
	const name = [model, modelName].find((value) => typeof value === 'string' && value !== '');
	return typeof name === 'string' ? name : 'without a name';
}
