import type { IncomingHttpHeaders } from 'node:http';
import { hashTexts } from '../../../lib/features/text/hashed/hashTexts';
import { PLACES } from '../../../lib/features/text/hashed/types';
import { openLocalServer, type Reply } from '../localServer';
import { TEST_KEY } from './openVendorServer';

export interface EmbeddingsCall {
	readonly model: string;
	readonly input: readonly string[];
	readonly dimensions: number | undefined;
	readonly headers: IncomingHttpHeaders;
}

/** Dimensions of OpenAI's models (platform.openai.com/docs/guides/embeddings). */
const lengths: Readonly<Record<string, number>> = {
	'text-embedding-3-small': 1536,
	'text-embedding-3-large': 3072,
	'text-embedding-ada-002': 1536,
};

/**
 * A local server with requests, limits, answers and errors of OpenAI's POST /v1/embeddings. Vectors are those of the words of a
 * text, so that texts with the same words point the same way. `interrupt` may answer a call in another way.
 */
export async function openEmbeddingsServer(interrupt: (call: EmbeddingsCall, index: number) => Reply | undefined = () => undefined) {
	const calls: EmbeddingsCall[] = [];
	const server = await openLocalServer(({ method, url, headers, body }) => {
		if (method !== 'POST' || url !== '/v1/embeddings') return failure(404, 'Unknown request URL', 'unknown_url');
		if (headers.authorization !== `Bearer ${TEST_KEY}`) return failure(401, 'Incorrect API key provided: wrong***.', 'invalid_api_key');
		const asked = JSON.parse(body) as Record<string, unknown>;
		const wrong = problemOf(asked);
		if (wrong !== undefined) return failure(400, wrong, null);
		const call = { model: asked.model as string, input: asked.input as string[], dimensions: asked.dimensions as number | undefined, headers };
		calls.push(call);
		return interrupt(call, calls.length - 1) ?? answer(call, asked.encoding_format === 'base64');
	});
	return { url: server.url, calls };
}

export const anError = (status: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
	...failure(status, 'Rate limit reached for requests', status === 429 ? 'rate_limit_exceeded' : 'server_error'),
	headers: { 'content-type': 'application/json', ...headers },
});

function failure(status: number, message: string, code: string | null): Exclude<Reply, 'hangUp'> {
	const error = { message, type: status === 429 ? 'requests' : 'invalid_request_error', param: null, code };
	return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) };
}

/** Tokens as the API counts English, about four characters each. */
const tokensOf = (text: string): number => Math.ceil(text.length / 4);

function problemOf({ model, input, dimensions }: Record<string, unknown>): string | undefined {
	if (typeof model !== 'string') return 'you must provide a model parameter';
	if (!Array.isArray(input) || input.length === 0) return "'$.input' is invalid. Please check the API reference.";
	if (input.length > 2_048) return "'$.input' is too long: expected at most 2048 inputs";
	const texts = input as unknown[];
	if (texts.some((text) => typeof text !== 'string' || text === '')) return "'$.input' is invalid. Please check the API reference.";
	if (texts.some((text) => tokensOf(text as string) > 8_192)) return "This model's maximum context length is 8192 tokens";
	if (texts.reduce((sum: number, text) => sum + tokensOf(text as string), 0) > 300_000) return 'Requested more than 300000 tokens, max 300000 tokens per request';
	if (dimensions !== undefined && !model.startsWith('text-embedding-3')) return 'This model does not support specifying dimensions.';
	return undefined;
}

function answer({ model, input, dimensions }: EmbeddingsCall, isBase64: boolean): Reply {
	const length = dimensions ?? lengths[model] ?? 1536;
	const weights = { rarity: new Float32Array(PLACES).fill(1), texts: 1 };
	const data = hashTexts({ texts: input, weights }).map((words, index) => {
		const vector = Float32Array.from({ length }, (_, at) => words[at % words.length]);
		const embedding = isBase64 ? Buffer.from(vector.buffer).toString('base64') : [...vector];
		return { object: 'embedding', index, embedding };
	});
	const tokens = input.reduce((sum, text) => sum + tokensOf(text), 0);
	const body = { object: 'list', data: data.reverse(), model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
	return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
