import { ServiceUnavailable } from '../core/errors';
import type { Engine } from '../engine';
import { askModel, type Question } from '../language/askModel';
import { estimateTokens } from '../language/estimateTokens';
import type { Budget } from '../language/openBudget';
import type { LanguageModel } from '../language/types';
import { readMessagesPrompt, type ReadMessagesAnswer, type ReadMessagesData } from './prompts/readMessages/prompt';

/** What a language model says of a text. */
export interface ModelReading {
	readonly topic: string;
	/** −1 to 1. */
	readonly sentiment: number;
}

/** Reads texts by a language model as long as it answers and the budget lasts. */
export interface ModelReader {
	/** Name of the model. */
	readonly name: string;
	/** In the order of the texts; undefined where the model gave no usable answer, or for an empty text. */
	read(texts: readonly string[]): Promise<(ModelReading | undefined)[]>;
	/** Says before the first call what so many texts like these will take. */
	statePrice(texts: readonly string[], count: number): void;
	/** Why texts were not read; empty when all were. */
	failures(): readonly string[];
}

export interface ReaderOptions {
	readonly model: LanguageModel;
	/** The only topics there are. */
	readonly topics: readonly string[];
	readonly budget?: Budget;
}

/** Messages of a call: enough that the instructions cost little, few enough that none is forgotten. */
const MESSAGES_AT_ONCE = 20;
/** What a message is about stands at its beginning. */
const TEXT_LENGTH_MAX = 1_000;
/** Tokens of the answer about a message. */
const ANSWER_TOKENS = 40;

/** A service that is away is asked no more in this run; a wrong key throws SetupNeeded. Equal texts are asked about once. */
export function openModelReader(engine: Pick<Engine, 'notify' | 'signal'>, { model, topics, budget }: ReaderOptions): ModelReader {
	const known = new Map<string, ModelReading>();
	const failures = new Set<string>();
	let isAway = false;
	const ask = async (texts: readonly string[]): Promise<void> => {
		if (isAway) return;
		const data = { topics, messages: texts.map((text, at) => ({ id: `m${at + 1}`, text })) };
		try {
			const asked = await askModel({ model, budget, signal: engine.signal }, toQuestion(data));
			if (!asked.ok) failures.add(asked.error.message);
			else for (const { id, topic, sentiment } of asked.value.answer.messages) known.set(texts[Number(id.slice(1)) - 1], { topic, sentiment });
		} catch (error) {
			if (!(error instanceof ServiceUnavailable)) throw error;
			isAway = true;
			failures.add(error.message);
		}
	};
	return {
		name: model.name,
		read: async (given) => {
			const texts = given.map(beginning);
			const wanted = [...new Set(texts)].filter((text) => text !== '' && !known.has(text));
			for (let start = 0; start < wanted.length; start += MESSAGES_AT_ONCE) {
				await ask(wanted.slice(start, start + MESSAGES_AT_ONCE));
			}
			return texts.map((text) => known.get(text));
		},
		statePrice: (texts, count) => {
			const tokens = Math.ceil((texts.reduce((sum, text) => sum + tokensOf(beginning(text)), 0) / Math.max(1, texts.length)) * count);
			const sentence = `${count} messages for ${model.name}: at most about ${tokens} tokens, input and output together`;
			engine.notify.progress(`Support text: ${sentence}`);
			engine.notify.hint(sentence);
		},
		failures: () => [...failures],
	};
}

function beginning(text: string): string {
	return text.trim().slice(0, TEXT_LENGTH_MAX).replace(/[\ud800-\udbff]$/, '');
}

/** With the message's part of the instructions. */
function tokensOf(text: string): number {
	const { system, task } = readMessagesPrompt;
	return estimateTokens(text) + ANSWER_TOKENS + estimateTokens(system + task) / MESSAGES_AT_ONCE;
}

function toQuestion(data: ReadMessagesData): Question<ReadMessagesAnswer> {
	const { name, system, task, shape, outputTokensMax } = readMessagesPrompt;
	return {
		system,
		task,
		data,
		shape: shape(data),
		shapeName: name,
		outputTokensMax: outputTokensMax(data),
		textLengthMax: TEXT_LENGTH_MAX,
		check: (answer) => problemsOf(answer, data),
		salvage: ({ messages }) => {
			const usable = messages.filter((one) => isUsable(one, data) && messages.filter(({ id }) => id === one.id).length === 1);
			return usable.length === 0 ? undefined : { messages: usable };
		},
	};
}

function problemsOf({ messages }: ReadMessagesAnswer, data: ReadMessagesData): string[] {
	const counts = new Map<string, number>();
	for (const { id } of messages) counts.set(id, (counts.get(id) ?? 0) + 1);
	return [
		...data.messages.filter(({ id }) => counts.get(id) !== 1).map(({ id }) => `${id} is there ${counts.get(id) ?? 0} times: expected once`),
		...messages.filter((one) => !isUsable(one, data)).map(({ id }) => `${id.slice(0, 8)}: expected an id of the data and a sentiment from -1 to 1`),
	];
}

function isUsable({ id, topic, sentiment }: ReadMessagesAnswer['messages'][number], { messages, topics }: ReadMessagesData): boolean {
	return messages.some((message) => message.id === id) && topics.includes(topic) && Math.abs(sentiment) <= 1;
}
