import type OpenAI from 'openai';
import { InvalidInput, ServiceUnavailable } from '../../core/errors';
import { strictSchema } from '../strictSchema';
import type { Completion, CompletionRequest, LanguageModel, ModelAccess } from '../types';
import { vendorError } from '../vendorError';
import { CREDENTIAL, openClient } from './openClient';

type Response = OpenAI.Responses.Response;

/**
 * OpenAI through its SDK (Responses API, strict structured output, nothing stored at OpenAI).
 * Errors are ours: see `vendorError`. Throws SetupNeeded at once when the key or the model is missing.
 */
export function openOpenAi(access: ModelAccess): LanguageModel {
	const { client, model } = openClient(access);
	return {
		name: `openai ${model}`,
		async complete(asked) {
			try {
				const response = await client.responses.create(toParams(model, asked), { signal: asked.signal });
				return toCompletion(response);
			} catch (thrown) {
				asked.signal?.throwIfAborted();
				const confidential = [asked.system, asked.prompt];
				throw vendorError({ name: 'OpenAI', credential: `the credential "${CREDENTIAL}"`, model, confidential }, thrown);
			}
		},
	};
}

function toParams(
	model: string,
	asked: CompletionRequest,
): OpenAI.Responses.ResponseCreateParamsNonStreaming {
	return {
		model,
		instructions: asked.system,
		input: asked.prompt,
		max_output_tokens: asked.outputTokensMax,
		store: false,
		text: {
			format: {
				type: 'json_schema',
				name: asked.schemaName,
				schema: strictSchema(asked.schema),
				strict: true,
			},
		},
	};
}

function toCompletion(response: Response): Completion {
	if (response.error) throw failedResponse(response.error);
	if (!Array.isArray(response.output)) {
		throw new ServiceUnavailable('OpenAI answered without output: is the base URL a Responses API?');
	}
	const parts = response.output.flatMap((item) => (item.type === 'message' ? item.content : []));
	return {
		text: parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
		usage: {
			inputTokens: response.usage?.input_tokens ?? 0,
			outputTokens: response.usage?.output_tokens ?? 0,
		},
		stopReason: parts.some((part) => part.type === 'refusal') ? 'refusal' : toStopReason(response),
	};
}

/** A response can fail after its 200: the code says whether another try may help. */
function failedResponse(error: OpenAI.Responses.ResponseError): Error {
	const sentence = `OpenAI could not finish the answer (${error.code})`;
	const passing = error.code === 'server_error' || error.code === 'rate_limit_exceeded';
	return passing ? new ServiceUnavailable(sentence) : new InvalidInput(sentence);
}

function toStopReason(response: Response): Completion['stopReason'] {
	if (response.status !== 'incomplete') return 'end';
	return response.incomplete_details?.reason === 'content_filter' ? 'refusal' : 'length';
}
