import type OpenAI from 'openai';
import { ServiceUnavailable } from '../../core/errors';
import type { Embedded, Embedder, ModelAccess } from '../types';
import { vendorError } from '../vendorError';
import { CREDENTIAL, openClient } from './openClient';

/** Published bounds of the embeddings API: inputs and tokens of a request, tokens of an input. */
const limits = { textsMax: 2_048, tokensMax: 300_000, tokensPerTextMax: 8_192 } as const;

export interface OpenAiEmbedderAccess extends ModelAccess {
	/** Length of the vectors, which models from text-embedding-3 on can shorten; absent: the model's own. */
	readonly dimensions?: number;
}

/** OpenAI's embeddings through its SDK. Errors are ours: see `vendorError`. */
export function openOpenAiEmbedder(access: OpenAiEmbedderAccess): Embedder {
	const { client, model } = openClient(access);
	const { dimensions } = access;
	return {
		name: dimensions === undefined ? `openai ${model}` : `openai ${model} of ${dimensions}`,
		isRemote: true,
		limits,
		async embed(texts, signal) {
			const body = { model, input: [...texts], ...(dimensions === undefined ? {} : { dimensions }) };
			try {
				return toEmbedded(await client.embeddings.create(body, { signal }), texts.length);
			} catch (thrown) {
				signal?.throwIfAborted();
				throw vendorError({ name: 'OpenAI', credential: `the credential "${CREDENTIAL}"`, model, confidential: texts }, thrown);
			}
		},
	};
}

/** By the index of each vector: their order is not promised. */
function toEmbedded({ data, usage }: OpenAI.CreateEmbeddingResponse, count: number): Embedded {
	const vectors: (Float32Array | undefined)[] = new Array<undefined>(count).fill(undefined);
	for (const { index, embedding } of Array.isArray(data) ? data : []) vectors[index] = Float32Array.from(embedding);
	const isWhole = vectors.length === count && vectors.every((vector) => vector !== undefined);
	if (!isWhole) throw new ServiceUnavailable('OpenAI answered without a vector for each text: is the base URL an embeddings API?');
	return { vectors, inputTokens: usage?.prompt_tokens ?? 0 };
}
