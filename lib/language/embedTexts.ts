import { InvalidInput, ServiceUnavailable } from '../core/errors';
import { estimateTokens } from './estimateTokens';
import type { Budget } from './openBudget';
import type { Embedder } from './types';

export interface Embedding {
	readonly embedder: Embedder;
	readonly budget?: Budget;
	readonly signal?: AbortSignal;
}

export interface EmbeddedTexts {
	/** In the order of the texts, of length 1; fewer than the texts where the budget ended. */
	readonly vectors: readonly Float32Array[];
	/** Why there are fewer. */
	readonly refusal?: string;
}

/**
 * Vectors of texts, call by call within the embedder's limits and the budget; texts too long for it are cut. ServiceUnavailable
 * where an answer is not a vector of numbers for each text.
 */
export async function embedTexts({ embedder, budget, signal }: Embedding, texts: readonly string[]): Promise<EmbeddedTexts> {
	const vectors: Float32Array[] = [];
	for (const call of callsOf(texts.map((text) => cutToTokens(text, embedder.limits.tokensPerTextMax)), embedder.limits)) {
		signal?.throwIfAborted();
		const worstCase = { inputTokens: tokensOf(call), outputTokens: 0 };
		const refusal = budget?.reserve(worstCase);
		if (refusal !== undefined) return { vectors, refusal };
		let inputTokens = 0;
		try {
			const embedded = await embedder.embed(call, signal);
			({ inputTokens } = embedded);
			vectors.push(...checked(embedded.vectors, { embedder, count: call.length, length: vectors[0]?.length }));
		} finally {
			budget?.settle(worstCase, { inputTokens, outputTokens: 0 });
		}
	}
	return { vectors };
}

/** Tokens of texts, on the safe side: to state a price before anything is sent. */
export function tokensOf(texts: readonly string[]): number {
	return texts.reduce((sum, text) => sum + estimateTokens(text), 0);
}

function callsOf(texts: readonly string[], { textsMax, tokensMax }: Embedder['limits']): string[][] {
	const calls: string[][] = [];
	let tokens = 0;
	for (const text of texts) {
		const more = estimateTokens(text);
		const last = calls.at(-1);
		if (last === undefined || last.length === textsMax || tokens + more > tokensMax) {
			calls.push([text]);
			tokens = more;
		} else {
			last.push(text);
			tokens += more;
		}
	}
	return calls;
}

/** The beginning of a text, where it says what it is about; no character is cut in two. */
function cutToTokens(text: string, tokensMax: number): string {
	let kept = text;
	while (estimateTokens(kept) > tokensMax) kept = kept.slice(0, Math.floor(kept.length * 0.7)).replace(/[\ud800-\udbff]$/, '');
	return kept;
}

interface Expected {
	readonly embedder: Embedder;
	readonly count: number;
	/** Of the vectors before; absent for the first. */
	readonly length: number | undefined;
}

function checked(vectors: readonly Float32Array[], { embedder, count, length }: Expected): Float32Array[] {
	if (vectors.length !== count) {
		throw new ServiceUnavailable(`${embedder.name} answered with ${vectors.length} vectors for ${count} texts`);
	}
	const expected = length ?? vectors[0]?.length ?? 0;
	if (expected === 0) throw new InvalidInput(`${embedder.name} answered with an empty vector: choose another model`);
	return vectors.map((vector) => {
		if (vector.length !== expected || !vector.every(Number.isFinite)) {
			throw new ServiceUnavailable(`${embedder.name} answered with a vector that is not ${expected} numbers`);
		}
		return toUnitLength(vector);
	});
}

/** A vector of zeros stays one: a text without a word that counts. */
function toUnitLength(vector: Float32Array): Float32Array {
	const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
	return length === 0 ? vector : vector.map((value) => value / length);
}
