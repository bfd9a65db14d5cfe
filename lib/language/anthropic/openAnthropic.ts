import Anthropic from '@anthropic-ai/sdk';
import { ServiceUnavailable } from '../../core/errors';
import { readAccess } from '../modelAccess';
import { requestFetch } from '../requestFetch';
import { strictSchema } from '../strictSchema';
import type { Completion, CompletionRequest, LanguageModel, ModelAccess } from '../types';
import { vendorError } from '../vendorError';

const CREDENTIAL = 'Cohorts Anthropic API';

/**
 * Claude through Anthropic's SDK (Messages API, structured output). Errors are ours: see `vendorError`.
 * Throws SetupNeeded at once when the key or the model is missing.
 */
export function openAnthropic(access: ModelAccess): LanguageModel {
	const { apiKey, baseUrl, model, request, retriesMax, timeoutSeconds } = readAccess(access, CREDENTIAL);
	// Every default the SDK would read from the environment is given, so that only the credential decides.
	const client = new Anthropic({
		apiKey,
		authToken: null,
		webhookKey: null,
		baseURL: baseUrl?.replace(/\/v1$/, '') ?? 'https://api.anthropic.com',
		fetch: requestFetch(request, timeoutSeconds),
		maxRetries: retriesMax,
		timeout: timeoutSeconds * 1000,
		logLevel: 'off',
		openTelemetry: false,
	});
	return {
		name: `anthropic ${model}`,
		async complete(asked) {
			try {
				const message = await client.messages.create(toParams(model, asked), { signal: asked.signal });
				return toCompletion(message);
			} catch (thrown) {
				asked.signal?.throwIfAborted();
				const confidential = [asked.system, asked.prompt];
				throw vendorError({ name: 'Anthropic', credential: `the credential "${CREDENTIAL}"`, model, confidential }, thrown);
			}
		},
	};
}

function toParams(model: string, asked: CompletionRequest): Anthropic.MessageCreateParamsNonStreaming {
	return {
		model,
		max_tokens: asked.outputTokensMax,
		system: asked.system,
		messages: [{ role: 'user', content: asked.prompt }],
		output_config: { format: { type: 'json_schema', schema: strictSchema(asked.schema) } },
	};
}

function toCompletion(message: Anthropic.Message): Completion {
	if (!Array.isArray(message.content) || !message.usage) {
		throw new ServiceUnavailable('Anthropic answered without content: is the base URL a Messages API?');
	}
	const text = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
	const { usage } = message;
	const cached = (usage.cache_creation_input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0);
	return {
		text,
		usage: { inputTokens: usage.input_tokens + cached, outputTokens: usage.output_tokens },
		stopReason: toStopReason(message.stop_reason),
	};
}

function toStopReason(reason: Anthropic.Message['stop_reason']): Completion['stopReason'] {
	switch (reason) {
		case 'refusal':
			return 'refusal';
		case 'max_tokens':
		case 'model_context_window_exceeded':
		case 'pause_turn':
			return 'length';
		default:
			return 'end';
	}
}
