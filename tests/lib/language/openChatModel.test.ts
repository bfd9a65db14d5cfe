import { FakeListChatModel } from '@langchain/core/utils/testing';
import { describe, expect, test } from 'vitest';
import { InvalidInput, ServiceUnavailable, SetupNeeded } from '../../../lib/core/errors';
import { openChatModel, type ChatModel } from '../../../lib/language/chatModel/openChatModel';
import type { CompletionRequest } from '../../../lib/language/types';

const asked: CompletionRequest = {
	system: 'You name customer segments.',
	prompt: 'Segment 1 orders often.',
	schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
	schemaName: 'segment_names',
	outputTokensMax: 500,
};

function answering(message: unknown): ChatModel {
	return { invoke: async () => await Promise.resolve(message), model: 'gemini-of-the-month' };
}

function failing(error: unknown): ChatModel {
	return { invoke: async () => await Promise.reject(error as Error) };
}

describe("n8n's Chat Model input", () => {
	test('a real LangChain chat model answers', async () => {
		const model = openChatModel(new FakeListChatModel({ responses: ['{"name":"Big Spenders"}'] }) as unknown as ChatModel);
		const completion = await model.complete(asked);
		expect(completion).toMatchObject({ text: '{"name":"Big Spenders"}', stopReason: 'end' });
		expect(completion.usage.inputTokens).toBeGreaterThan(0);
	});

	test('the schema is asked for in words, and the cancel signal is handed on', async () => {
		const seen: unknown[][] = [];
		const { signal } = new AbortController();
		const model = openChatModel({
			invoke: async (...parameters) => {
				seen.push(parameters);
				return await Promise.resolve({ content: '{}' });
			},
		});
		await model.complete({ ...asked, signal });
		const [messages, options] = seen[0] as [[string, string][], { signal: AbortSignal }];
		expect(messages.map(([role]) => role)).toEqual(['system', 'human']);
		expect(messages[0][1]).toContain(JSON.stringify(asked.schema));
		expect(options.signal).toBe(signal);
	});

	test('parts, usage and the reason to stop are read in every dialect', async () => {
		const model = openChatModel(
			answering({
				content: [{ type: 'thinking', thinking: 'hm' }, { type: 'text', text: '{"name":' }, '"A"}'],
				usage_metadata: { input_tokens: 70, output_tokens: 9, total_tokens: 79 },
				response_metadata: { finishReason: 'STOP' },
			}),
		);
		expect(model.name).toBe('chat model gemini-of-the-month');
		expect(await model.complete(asked)).toEqual({
			text: '{"name":"A"}',
			usage: { inputTokens: 70, outputTokens: 9 },
			stopReason: 'end',
		});
		for (const [metadata, stopReason] of [
			[{ finish_reason: 'length' }, 'length'],
			[{ stop_reason: 'max_tokens' }, 'length'],
			[{ finishReason: 'MAX_TOKENS' }, 'length'],
			[{ stop_reason: 'refusal' }, 'refusal'],
			[{ finish_reason: 'content_filter' }, 'refusal'],
			[{ finishReason: 'SAFETY' }, 'refusal'],
		] as const) {
			const completion = await openChatModel(answering({ content: '', response_metadata: metadata })).complete(asked);
			expect(completion.stopReason).toBe(stopReason);
		}
	});

	test('an answer without text is a passing error', async () => {
		await expect(openChatModel(answering(undefined)).complete(asked)).rejects.toBeInstanceOf(ServiceUnavailable);
	});

	test("vendors' errors become ours by status, whoever wrapped them", async () => {
		const cases = [
			[Object.assign(new Error('no'), { status: 401 }), SetupNeeded],
			[Object.assign(new Error('no'), { httpCode: '403' }), SetupNeeded],
			[Object.assign(new Error('no'), { statusCode: 400 }), InvalidInput],
			[Object.assign(new Error('no'), { response: { status: 503, headers: { 'retry-after': '9' } } }), ServiceUnavailable],
			[Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }), ServiceUnavailable],
		] as const;
		for (const [error, expected] of cases) {
			await expect(openChatModel(failing(error)).complete(asked)).rejects.toBeInstanceOf(expected);
		}
	});

	test('a cancelled run stops with its own reason', async () => {
		const signal = AbortSignal.abort(new Error('cancelled by the user'));
		await expect(openChatModel(failing(new Error('aborted'))).complete({ ...asked, signal })).rejects.toThrow('cancelled by the user');
	});
});
