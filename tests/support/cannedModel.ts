import type { Completion, CompletionRequest, LanguageModel } from '../../lib/language/types';

export interface CannedModel extends LanguageModel {
	/** What it was asked, oldest first. */
	readonly requests: CompletionRequest[];
}

/** A language model that answers by a function of the request; text alone means a complete answer. */
export function cannedModel(
	answer: (request: CompletionRequest, index: number) => string | Partial<Completion> | Error,
	name = 'canned model',
): CannedModel {
	const requests: CompletionRequest[] = [];
	return {
		name,
		requests,
		complete: async (request) => {
			await Promise.resolve();
			requests.push(request);
			const reply = answer(request, requests.length - 1);
			if (reply instanceof Error) throw reply;
			const completion = typeof reply === 'string' ? { text: reply } : reply;
			return { text: '', usage: { inputTokens: 100, outputTokens: 20 }, stopReason: 'end', ...completion };
		},
	};
}
