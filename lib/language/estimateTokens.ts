import type { CompletionRequest } from './types';

/** Frame of a request beside its texts: roles, separators, the name of the schema. */
const FRAME_TOKENS = 100;

/**
 * Tokens of a text, on the safe side: one for 2.5 ASCII characters (English prose needs one for about
 * four, JSON one for about three), one for each UTF-8 byte of anything else.
 */
export function estimateTokens(text: string): number {
	let asciiCharacters = 0;
	for (let index = 0; index < text.length; index += 1) {
		if (text.charCodeAt(index) < 128) asciiCharacters += 1;
	}
	return Math.ceil(asciiCharacters / 2.5) + (Buffer.byteLength(text, 'utf8') - asciiCharacters);
}

/** Input tokens of a request, schema included, on the safe side. */
export function estimateInputTokens(request: CompletionRequest): number {
	const texts = [request.system, request.prompt, JSON.stringify(request.schema)];
	return texts.reduce((sum, text) => sum + estimateTokens(text), FRAME_TOKENS);
}
