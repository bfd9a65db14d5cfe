import { z } from 'zod/v4';
import { InvalidInput, ServiceUnavailable, SetupNeeded } from '../core/errors';
import { canonicalJson, hashText } from '../core/hash';
import { failure, success, type Outcome } from '../core/outcome';
import { estimateInputTokens } from './estimateTokens';
import { FENCE_RULE, fenceData } from './fenceData';
import { addUsage, type Budget } from './openBudget';
import { readAnswer } from './readAnswer';
import type { Completion, CompletionRequest, LanguageModel, TokenUsage } from './types';

/** Accepted answers (JSON text) by a hash of model and request: asking the same again costs nothing. */
export type AnswerCache = Map<string, string>;

export interface Asking {
	readonly model: LanguageModel;
	readonly budget?: Budget;
	readonly cache?: AnswerCache;
	readonly signal?: AbortSignal;
}

/** What is asked, the shape of the answer, and what makes an answer right. */
export interface Question<Answer> {
	/** Standing instructions; ours, never a customer's text. */
	readonly system: string;
	readonly task: string;
	/** The facts to work on, fenced and labelled by `askModel`; without anything personal. */
	readonly data: unknown;
	readonly shape: z.ZodType<Answer>;
	/** Letters, digits, `_` and `-`, at most 64. */
	readonly shapeName: string;
	readonly outputTokensMax: number;
	/** Characters that a text of the data is cut at; 300 unless given. */
	readonly textLengthMax?: number;
	/** What is wrong with the meaning, in sentences for the model; empty when it is right. */
	check(answer: Answer): readonly string[];
	/** The usable part of an answer still wrong after its repair; absent: such an answer is a failure. */
	salvage?(answer: Answer): Answer | undefined;
}

export interface Answered<Answer> {
	readonly answer: Answer;
	/** What was spent on it; zero when it was remembered. */
	readonly usage: TokenUsage;
	readonly calls: number;
}

const NO_TOKENS: TokenUsage = { inputTokens: 0, outputTokens: 0 };

/** One call, read and checked. */
interface Attempt<Answer> {
	readonly text: string;
	readonly usage: TokenUsage;
	/** Absent when the text is not the asked-for JSON. */
	readonly answer?: Answer;
	readonly problems: readonly string[];
}

/**
 * Asks, reads, checks shape and meaning, and repairs once. A failure says why there is no answer:
 * refused, cut off, out of budget, or still wrong. A vendor that is away or refuses the key throws
 * ServiceUnavailable or SetupNeeded; a cancelled run throws the signal's reason.
 */
export async function askModel<Answer>(
	asking: Asking,
	question: Question<Answer>,
): Promise<Outcome<Answered<Answer>>> {
	const request = toRequest(asking, question);
	const key = keyOf(asking.model, request);
	const remembered = recall(asking, question, key);
	if (remembered) return success(remembered);

	const attempted = await attemptTwice(asking, question, request);
	if (!attempted.ok) return attempted;
	const { best, usage, calls } = attempted.value;
	if (isRight(best)) {
		asking.cache?.set(key, JSON.stringify(best.answer));
		return success({ answer: best.answer, usage, calls });
	}
	const saved = best.answer === undefined ? undefined : question.salvage?.(best.answer);
	return saved === undefined ? failure(unusable(best)) : success({ answer: saved, usage, calls });
}

/** The first attempt if it is right or cannot be repaired (refused, out of budget), else its repair. */
async function attemptTwice<Answer>(
	asking: Asking,
	question: Question<Answer>,
	request: CompletionRequest,
): Promise<Outcome<{ readonly best: Attempt<Answer>; readonly usage: TokenUsage; readonly calls: number }>> {
	const first = await attempt(asking, question, request);
	if (!first.ok) return first;
	const once = success({ best: first.value, usage: first.value.usage, calls: 1 });
	if (isRight(first.value)) return once;
	const second = await attempt(asking, question, repairOf(request, first.value));
	if (!second.ok) return once;
	const best = second.value.answer === undefined ? first.value : second.value;
	return success({ best, usage: addUsage(first.value.usage, second.value.usage), calls: 2 });
}

function toRequest<Answer>(asking: Asking, question: Question<Answer>): CompletionRequest {
	return {
		system: `${question.system}\n${FENCE_RULE}`,
		prompt: `${question.task}\n\n${fenceData(question.shapeName, question.data, question.textLengthMax)}`,
		schema: z.toJSONSchema(question.shape),
		schemaName: question.shapeName,
		outputTokensMax: question.outputTokensMax,
		...(asking.signal && { signal: asking.signal }),
	};
}

function keyOf(model: LanguageModel, request: CompletionRequest): string {
	const { signal: _signal, ...content } = request;
	return hashText(canonicalJson({ model: model.name, ...content }));
}

/** A remembered answer is checked like a new one: rules may have changed since. */
function recall<Answer>(asking: Asking, question: Question<Answer>, key: string): Answered<Answer> | undefined {
	const text = asking.cache?.get(key);
	if (text === undefined) return undefined;
	const read = { text, usage: NO_TOKENS, ...readAndCheck(question, text) };
	return isRight(read) ? { answer: read.answer, usage: NO_TOKENS, calls: 0 } : undefined;
}

async function attempt<Answer>(
	asking: Asking,
	question: Question<Answer>,
	request: CompletionRequest,
): Promise<Outcome<Attempt<Answer>>> {
	const completed = await completeWithin(asking, request);
	if (!completed.ok) return completed;
	const { text, usage, stopReason } = completed.value;
	if (stopReason === 'refusal') return failure(new InvalidInput(`${asking.model.name} declined to answer`));
	if (stopReason === 'length') {
		return failure(new InvalidInput(`${asking.model.name} was cut off after ${request.outputTokensMax} tokens`));
	}
	return success({ text, usage, ...readAndCheck(question, text) });
}

async function completeWithin(asking: Asking, request: CompletionRequest): Promise<Outcome<Completion>> {
	asking.signal?.throwIfAborted();
	const worstCase = {
		inputTokens: estimateInputTokens(request),
		outputTokens: request.outputTokensMax,
	};
	const refusal = asking.budget?.reserve(worstCase);
	if (refusal !== undefined) return failure(new SetupNeeded(refusal));
	let actual = NO_TOKENS;
	try {
		const completion = await asking.model.complete(request);
		actual = completion.usage;
		return success(completion);
	} finally {
		asking.budget?.settle(worstCase, actual);
	}
}

function readAndCheck<Answer>(
	question: Question<Answer>,
	text: string,
): Pick<Attempt<Answer>, 'answer' | 'problems'> {
	const read = readAnswer(text, question.shape);
	if (!read.ok) return { problems: [read.error.message] };
	return { answer: read.value, problems: question.check(read.value) };
}

function isRight<Answer>(read: Attempt<Answer>): read is Attempt<Answer> & { readonly answer: Answer } {
	return read.answer !== undefined && read.problems.length === 0;
}

function repairOf<Answer>(request: CompletionRequest, wrong: Attempt<Answer>): CompletionRequest {
	const list = wrong.problems.map((problem) => `- ${problem.slice(0, 200)}`).join('\n');
	const parts = [
		request.prompt,
		'Your previous answer:',
		fenceData('previous_answer', wrong.text, 20_000),
		`It cannot be used:\n${list}\nAnswer again, in full, with these problems solved and nothing else changed.`,
	];
	return { ...request, prompt: parts.join('\n\n') };
}

function unusable<Answer>(wrong: Attempt<Answer>): Error {
	const reasons = wrong.problems.slice(0, 3).join('; ');
	return new ServiceUnavailable(`the answer could not be used after one repair: ${reasons}`);
}
