import { ServiceUnavailable } from '../../core/errors';
import { estimateInputTokens, estimateTokens } from '../estimateTokens';
import type { Completion, CompletionRequest, LanguageModel, TokenUsage } from '../types';
import { vendorError } from '../vendorError';

/** The part of a LangChain chat model we use, as n8n's Chat Model input hands it over. */
export interface ChatModel {
	invoke(
		messages: readonly (readonly ['system' | 'human', string])[],
		options: { readonly signal?: AbortSignal },
	): Promise<unknown>;
	readonly model?: unknown;
	readonly modelName?: unknown;
}

const CREDENTIAL = 'the credential of the connected Chat Model node';

const REFUSALS: ReadonlySet<string> = new Set(['refusal', 'content_filter', 'safety', 'prohibited_content']);
const LENGTHS: ReadonlySet<string> = new Set(['length', 'max_tokens', 'max_output_tokens', 'incomplete']);

/**
 * n8n's Chat Model input. It has no structured output and no limit of its own, so the schema and the
 * length are asked for in words, and the answer is checked by `askModel` like any other.
 */
export function openChatModel(chatModel: ChatModel): LanguageModel {
	const model = modelOf(chatModel);
	return {
		name: `chat model ${model}`,
		async complete(asked) {
			try {
				const message = await chatModel.invoke(
					[
						['system', `${asked.system}\n${answerRule(asked)}`],
						['human', asked.prompt],
					],
					asked.signal ? { signal: asked.signal } : {},
				);
				return toCompletion(asked, record(message));
			} catch (thrown) {
				asked.signal?.throwIfAborted();
				const confidential = [asked.system, asked.prompt];
				throw vendorError({ name: 'the Chat Model', credential: CREDENTIAL, model, confidential }, thrown);
			}
		},
	};
}

function answerRule(asked: CompletionRequest): string {
	return (
		'Answer with one JSON object and nothing else: no comment, no Markdown. It must match this JSON schema, ' +
		`and be shorter than ${asked.outputTokensMax} tokens: ${JSON.stringify(asked.schema)}`
	);
}

function toCompletion(asked: CompletionRequest, message: Record<string, unknown>): Completion {
	const text = textOf(message.content);
	if (text === undefined) throw new ServiceUnavailable('the Chat Model answered without text');
	const metadata = record(message.response_metadata);
	return {
		text,
		usage: usageOf(asked, text, record(message.usage_metadata)),
		stopReason: toStopReason(metadata.finish_reason ?? metadata.stop_reason ?? metadata.finishReason),
	};
}

/** A string, or parts of which the text ones count. */
function textOf(content: unknown): string | undefined {
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) return undefined;
	return content
		.map((part: unknown) => (typeof part === 'string' ? part : record(part).text))
		.filter((part) => typeof part === 'string')
		.join('');
}

/** Not every provider counts: then our estimate stands in, so that a budget still holds. */
function usageOf(asked: CompletionRequest, text: string, usage: Record<string, unknown>): TokenUsage {
	return {
		inputTokens: count(usage.input_tokens) ?? estimateInputTokens(asked),
		outputTokens: count(usage.output_tokens) ?? estimateTokens(text),
	};
}

function count(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 0 ? value : undefined;
}

function toStopReason(reason: unknown): Completion['stopReason'] {
	const word = typeof reason === 'string' ? reason.toLowerCase() : '';
	if (REFUSALS.has(word)) return 'refusal';
	return LENGTHS.has(word) ? 'length' : 'end';
}

function modelOf(chatModel: ChatModel): string {
	const name = [chatModel.model, chatModel.modelName].find((value) => typeof value === 'string' && value !== '');
	return typeof name === 'string' ? name : 'without a name';
}

function record(value: unknown): Record<string, unknown> {
	return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}
