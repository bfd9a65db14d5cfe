import type { Request } from '../engine';

/** A request for text in a fixed shape. Customer text is fenced inside `prompt` and labelled as data. */
export interface CompletionRequest {
	/** Standing instructions. */
	readonly system: string;
	readonly prompt: string;
	/** JSON schema of the answer (draft 2020-12, objects with all fields required). */
	readonly schema: Readonly<Record<string, unknown>>;
	/** Name of the schema: letters, digits, `_` and `-`, at most 64. */
	readonly schemaName: string;
	readonly outputTokensMax: number;
	readonly signal?: AbortSignal;
}

export interface TokenUsage {
	readonly inputTokens: number;
	readonly outputTokens: number;
}

export interface Completion {
	readonly text: string;
	readonly usage: TokenUsage;
	/** `length` and `refusal` may leave text that is not the asked-for JSON. */
	readonly stopReason: 'end' | 'length' | 'refusal';
}

/** One interface for Anthropic, OpenAI and n8n's Chat Model; a canned one serves tests of callers. */
export interface LanguageModel {
	/** For results and audit, such as "anthropic claude-opus-5-5"; never a key. */
	readonly name: string;
	complete(request: CompletionRequest): Promise<Completion>;
}

/** Vectors of texts, in their order, all of one length. */
export interface Embedded {
	readonly vectors: readonly Float32Array[];
	readonly inputTokens: number;
}

/** Turns texts into vectors that point the same way where the texts say the same. */
export interface Embedder {
	/** For results and audit; vectors of one name can be compared with each other, and with no others. */
	readonly name: string;
	/** False: the texts stay in this process and cost nothing. */
	readonly isRemote: boolean;
	/** What one call takes; tokens are those of `estimateTokens`, on the safe side. */
	readonly limits: { readonly textsMax: number; readonly tokensMax: number; readonly tokensPerTextMax: number };
	/** No text is empty, and all are within the limits. */
	embed(texts: readonly string[], signal?: AbortSignal): Promise<Embedded>;
}

/** What a vendor's SDK needs to be opened. */
export interface ModelAccess {
	readonly apiKey: string;
	/** A gateway or region in place of the vendor's own address. */
	readonly baseUrl?: string;
	/** Model id as the vendor writes it; free text, because new ones appear every month. */
	readonly model: string;
	/** Every exchange goes through it, so that n8n's proxy and address rules hold. */
	readonly request: Request;
	/** Further tries of one call after 408, 409, 429, 5xx or a lost connection; 2 unless given. */
	readonly retriesMax?: number;
	/** For one exchange; 300 unless given. */
	readonly timeoutSeconds?: number;
}
