import { Embeddings } from '@langchain/core/embeddings';
import { expect, test } from 'vitest';
import { openCompute } from '../../../lib/compute/openCompute';
import { InvalidInput, ServiceUnavailable, SetupNeeded } from '../../../lib/core/errors';
import { openHashedEmbedder } from '../../../lib/features/text/hashed/openHashedEmbedder';
import { countWords } from '../../../lib/features/text/hashed/countWords';
import { openEmbeddings } from '../../../lib/language/embeddings/openEmbeddings';
import { embedTexts } from '../../../lib/language/embedTexts';
import { estimateTokens } from '../../../lib/language/estimateTokens';
import { openBudget } from '../../../lib/language/openBudget';
import { openOpenAiEmbedder, type OpenAiEmbedderAccess } from '../../../lib/language/openai/openOpenAiEmbedder';
import type { Embedder } from '../../../lib/language/types';
import { realRequest } from '../../support/localServer';
import { anError, openEmbeddingsServer } from '../../support/vendors/openEmbeddingsServer';
import { TEST_KEY } from '../../support/vendors/openVendorServer';

const open = (url: string, access: Partial<OpenAiEmbedderAccess> = {}): Embedder =>
	openOpenAiEmbedder({ apiKey: TEST_KEY, baseUrl: url, model: 'text-embedding-3-small', request: realRequest, ...access });

/** As LangChain's members are: a class with a model and a call for all texts. */
class WordCounts extends Embeddings {
	readonly calls: string[][] = [];
	constructor(
		readonly model: string,
		readonly answer: (text: string) => number[],
	) {
		super({});
	}
	async embedDocuments(texts: string[]): Promise<number[][]> {
		this.calls.push(texts);
		return await Promise.resolve(texts.map(this.answer));
	}
	async embedQuery(text: string): Promise<number[]> {
		return await Promise.resolve(this.answer(text));
	}
}
const counting = (): WordCounts => new WordCounts('word-counts-1', (text) => [3 * text.length, 4 * text.length]);

const texts = ['my card was charged twice', 'where is my parcel', 'my card was charged twice, again'];

const members: Readonly<Record<string, () => Promise<{ embedder: Embedder; close?: () => Promise<void> }>>> = {
	'hashed words': async () => {
		const compute = await Promise.resolve(openCompute({ threads: 1 }));
		return { embedder: openHashedEmbedder(compute, countWords(texts)), close: compute.close };
	},
	OpenAI: async () => ({ embedder: open((await openEmbeddingsServer()).url, { dimensions: 256 }) }),
	"n8n's Embeddings input": async () => {
		const words = new WordCounts('m', (text) => [...'aeiou'].map((letter) => text.split(letter).length - 1));
		return await Promise.resolve({ embedder: openEmbeddings(words) });
	},
};

test.each(Object.entries(members))('%s gives each text a vector of length 1 in its order, the same one again', async (_name, openMember) => {
	const { embedder, close } = await openMember();
	const { vectors } = await embedTexts({ embedder }, texts);
	const again = await embedTexts({ embedder }, [...texts].reverse());
	const alike = (left: number, right: number): number => vectors[left].reduce((sum, value, at) => sum + value * vectors[right][at], 0);
	expect(vectors).toHaveLength(3);
	expect([...again.vectors].reverse()).toEqual(vectors);
	for (const place of [0, 1, 2]) expect(alike(place, place)).toBeCloseTo(1, 5);
	expect(alike(0, 2)).toBeGreaterThan(alike(0, 1));
	expect(await embedTexts({ embedder }, [])).toEqual({ vectors: [] });
	await close?.();
});

test('OpenAI is asked for the dimensions wanted, and its answers are put in order by their index', async () => {
	const server = await openEmbeddingsServer();
	const { vectors } = await embedTexts({ embedder: open(server.url, { dimensions: 256 }) }, texts);
	expect(server.calls).toMatchObject([{ model: 'text-embedding-3-small', dimensions: 256, input: texts }]);
	expect(vectors.map(({ length }) => length)).toEqual([256, 256, 256]);
	expect((await embedTexts({ embedder: open(server.url) }, texts)).vectors[0]).toHaveLength(1536);
	expect(server.calls[1].dimensions).toBeUndefined();
});

test('no call has more texts or tokens than the API takes, and a text too long is cut', async () => {
	const server = await openEmbeddingsServer();
	const many = Array.from({ length: 2_500 }, (_, index) => `text number ${index}`);
	expect((await embedTexts({ embedder: open(server.url, { dimensions: 8 }) }, many)).vectors).toHaveLength(2_500);
	expect(server.calls.map(({ input }) => input.length)).toEqual([2_048, 452]);
	const long = Array.from({ length: 60 }, (_, index) => `${index} ${'a word or two '.repeat(3_000)}`);
	await embedTexts({ embedder: open(server.url, { dimensions: 8 }) }, long);
	const calls = server.calls.slice(2);
	expect(calls.length).toBeGreaterThan(1);
	expect(calls.flatMap(({ input }) => input.map((text) => text.split(' ')[0]))).toEqual(long.map((_, index) => String(index)));
	expect(Math.max(...calls.flatMap(({ input }) => input.map(estimateTokens)))).toBeLessThanOrEqual(8_192);
	const emoji = await embedTexts({ embedder: open(server.url, { dimensions: 8 }) }, ['👍'.repeat(9_000)]);
	expect(emoji.vectors).toHaveLength(1);
	expect(server.calls.at(-1)?.input[0]).not.toMatch(/[\ud800-\udbff]$/);
});

test('a limit that passes is waited for; one of an hour is an error that carries the wait', async () => {
	const soon = await openEmbeddingsServer((_call, index) => (index < 2 ? anError(429, { 'retry-after-ms': '5' }) : undefined));
	expect((await embedTexts({ embedder: open(soon.url) }, texts)).vectors).toHaveLength(3);
	expect(soon.calls).toHaveLength(3);
	const late = await openEmbeddingsServer(() => anError(429, { 'retry-after': '3600' }));
	const refused = embedTexts({ embedder: open(late.url) }, texts);
	await expect(refused).rejects.toMatchObject({ name: 'ServiceUnavailable', retryAfterSeconds: 3600 });
	expect(late.calls).toHaveLength(1);
});

test('a wrong key and a model that cannot be shortened are named, and no text is repeated', async () => {
	const server = await openEmbeddingsServer();
	await expect(embedTexts({ embedder: open(server.url, { apiKey: 'wrong' }) }, texts)).rejects.toThrow(SetupNeeded);
	const ada = embedTexts({ embedder: open(server.url, { model: 'text-embedding-ada-002', dimensions: 256 }) }, texts);
	await expect(ada).rejects.toThrow(InvalidInput);
	await expect(ada).rejects.toThrow('This model does not support specifying dimensions.');
	await expect(ada).rejects.not.toThrow(/parcel|charged/);
});

test('an answer without a vector for each text is an error, not a shift', async () => {
	const body = JSON.stringify({ object: 'list', data: [{ object: 'embedding', index: 1, embedding: [1, 0] }], model: 'm', usage: {} });
	const server = await openEmbeddingsServer(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body }));
	await expect(embedTexts({ embedder: open(server.url) }, texts)).rejects.toThrow(ServiceUnavailable);
	await expect(embedTexts({ embedder: openEmbeddings(new WordCounts('m', (text) => (text === texts[1] ? [1] : [1, 2]))) }, texts)).rejects.toThrow(ServiceUnavailable);
	await expect(embedTexts({ embedder: openEmbeddings(new WordCounts('m', () => [Number.NaN])) }, texts)).rejects.toThrow(ServiceUnavailable);
	await expect(embedTexts({ embedder: openEmbeddings(new WordCounts('m', () => [])) }, texts)).rejects.toThrow(InvalidInput);
});

test('what the budget has no room for is not sent, and what was sent is kept and counted', async () => {
	const words = counting();
	const budget = openBudget({ tokensMax: 2_500 });
	const many = Array.from({ length: 250 }, (_, index) => `a text with the number ${index}`);
	const { vectors, refusal } = await embedTexts({ embedder: openEmbeddings(words), budget }, many);
	expect(vectors).toHaveLength(200);
	expect(words.calls.map(({ length }) => length)).toEqual([100, 100]);
	expect(refusal).toBe('the budget of 2500 tokens has no room for another call');
	expect(budget.spent().inputTokens).toBe(words.calls.flat().reduce((sum, text) => sum + estimateTokens(text), 0));
	expect([...vectors[0]].map((value) => Number(value.toFixed(6)))).toEqual([0.6, 0.8]);
});

test('a cancelled run sends nothing more', async () => {
	const words = counting();
	const cancel = new AbortController();
	cancel.abort(new Error('cancelled by the user'));
	await expect(embedTexts({ embedder: openEmbeddings(words), signal: cancel.signal }, texts)).rejects.toThrow('cancelled by the user');
	expect(words.calls).toEqual([]);
});

test('a failing Embeddings node is an error of ours that names it', async () => {
	const broken = new WordCounts('m', () => {
		throw Object.assign(new Error('bad key sk-123'), { status: 401 });
	});
	const failed = embedTexts({ embedder: openEmbeddings(broken) }, texts);
	await expect(failed).rejects.toThrow('the Embeddings node refused the API key (401): check the credential of the connected Embeddings node');
	await expect(failed).rejects.not.toThrow(/sk-/);
});
