import { expect, test } from 'vitest';
import { InvalidInput, NotEnoughData } from '../../../lib/core/errors';
import { embedCustomerTexts, type EmbedRequest } from '../../../lib/features/embedCustomerTexts';
import { vectorColumns } from '../../../lib/features/textModels';
import { openBudget } from '../../../lib/language/openBudget';
import { openOpenAiEmbedder } from '../../../lib/language/openai/openOpenAiEmbedder';
import { identifier, joinSql, sql } from '../../../lib/sql/sql';
import { anEvent } from '../../support/anEvent';
import { realRequest } from '../../support/localServer';
import { openTestEngine, type TestEngine } from '../../support/openTestEngine';
import { openEmbeddingsServer } from '../../support/vendors/openEmbeddingsServer';
import { TEST_KEY } from '../../support/vendors/openVendorServer';

const today = '2025-01-01T00:00:00Z';
const words: EmbedRequest = { sources: ['tickets', 'reviews', 'searches'], textProperties: ['subject', 'description', 'comment', 'query'] };

const ticket = (customerId: string, description: string, parts: Parameters<typeof anEvent>[0] = {}) =>
	anEvent({ name: 'Ticket Created', customerId, daysAgo: 5, ...parts, properties: { description, ...parts.properties } });
const search = (customerId: string, query: string) => anEvent({ name: 'Products Searched', customerId, daysAgo: 4, properties: { query } });

async function vectorsOf({ store }: TestEngine, model: string, dimensions = 256): Promise<Map<string, number[]>> {
	const columns = joinSql(vectorColumns(dimensions).map((name) => identifier(name)));
	const { keys, values } = await store.columns(sql`
		select events.event_id, ${columns} from text_events events
		join ${identifier(model)} vectors on vectors.content = events.content where events.model = ${model}`);
	return new Map(keys.map((key, row) => [key, values.map((column) => column[row])]));
}

const alike = (left: readonly number[] = [], right: readonly number[] = []): number =>
	left.reduce((sum, value, at) => sum + value * right[at], 0);

test('tickets, reviews and searches become vectors once, equal texts one vector, and texts alike point the same way', async () => {
	const engine = await openTestEngine({ today });
	const events = [
		ticket('ada', 'My card was charged twice for the order', { properties: { subject: 'Charged twice' } }),
		ticket('bob', 'Why was my card charged twice?'),
		anEvent({ name: 'Review Posted', customerId: 'cyd', daysAgo: 3, properties: { comment: 'The running shoes fit well and look great' } }),
		search('dan', 'running shoes'),
		search('eve', 'running shoes'),
		anEvent({ name: 'NPS Answered', customerId: 'eve', daysAgo: 2, properties: { score: 9 } }),
		anEvent({ name: 'Order Completed', customerId: 'eve', properties: { comment: 'no text of a customer' } }),
	];
	await engine.store.recordEvents(events);
	const first = await embedCustomerTexts(engine, words);
	expect(first).toMatchObject({ read: 6, withoutText: 1, embedded: 4, left: 0 });
	expect(first.embedder).toMatch(/^hashed words [0-9a-f]{8}$/);
	const vectors = await vectorsOf(engine, first.textModel);
	const [ada, bob, cyd, dan, eve] = events.map(({ eventId }) => vectors.get(eventId));
	expect(dan).toEqual(eve);
	expect(alike(ada, bob)).toBeGreaterThan(0.5);
	expect(alike(cyd, dan)).toBeGreaterThan(alike(ada, dan) + 0.2);
	expect(await embedCustomerTexts(engine, words)).toMatchObject({ textModel: first.textModel, read: 0, embedded: 0 });
	await engine.store.recordEvents([search('fay', 'running shoes'), search('fay', 'tent')]);
	expect(await embedCustomerTexts(engine, words)).toMatchObject({ textModel: first.textModel, read: 2, embedded: 1 });
	expect(JSON.stringify(await engine.store.query(sql`select * from text_events`))).not.toMatch(/charged|shoes/);
});

test('more texts than a page are all read, whatever broke off before', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(Array.from({ length: 5_200 }, (_, index) => search(`c${index}`, `item ${index % 300}`)));
	expect(await embedCustomerTexts(engine, words)).toMatchObject({ read: 5_200, embedded: 300 });
	expect(await engine.store.query(sql`select count(*) as texts from text_events`)).toEqual([{ texts: 5_200 }]);
});

test('word weights are learnt anew when there are ten times as many texts, and not before', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents(Array.from({ length: 10 }, (_, index) => search(`c${index}`, `shoes ${index}`)));
	const { textModel } = await embedCustomerTexts(engine, words);
	await engine.store.recordEvents(Array.from({ length: 80 }, (_, index) => search(`d${index}`, `tents ${index}`)));
	expect((await embedCustomerTexts(engine, words)).textModel).toBe(textModel);
	await engine.store.recordEvents(Array.from({ length: 10 }, (_, index) => search(`e${index}`, `stoves ${index}`)));
	const anew = await embedCustomerTexts(engine, words);
	expect(anew.textModel).not.toBe(textModel);
	expect(anew.read).toBe(100);
});

test('customers who objected to profiling are not read, and no text is no reason to fail silently', async () => {
	const engine = await openTestEngine({ today });
	await engine.store.recordEvents([anEvent({ customerId: 'ada' })]);
	await expect(embedCustomerTexts(engine, words)).rejects.toThrow(NotEnoughData);
	await engine.store.recordEvents([
		search('ada', 'tent'),
		search('bob', 'stove'),
		anEvent({ name: 'Consent Withdrawn', customerId: 'ada', daysAgo: 1, properties: { purpose: 'profiling' } }),
	]);
	expect(await embedCustomerTexts(engine, words)).toMatchObject({ read: 1 });
	await expect(embedCustomerTexts(engine, { ...words, sources: [] })).rejects.toThrow(InvalidInput);
	await expect(embedCustomerTexts(engine, { ...words, textProperties: [] })).rejects.toThrow('0 text properties are named');
});

test('what leaves names nobody, and its price is stated before the first call', async () => {
	let statedBefore: boolean | undefined;
	const engine = await openTestEngine({ today });
	const server = await openEmbeddingsServer(() => {
		statedBefore ??= engine.notices.some((notice) => /3 texts for openai .*: at most about \d+ tokens, 0\.\d+ at the price given/.test(notice));
		return undefined;
	});
	await engine.store.recordEvents([
		anEvent({ kind: 'identify', name: 'identify', customerId: 'cust-4711', daysAgo: 9, properties: { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' } }),
		ticket('cust-4711', 'Hello, this is Ada Lovelace (cust-4711), mail me at ada@example.com or other@example.com, call +44 20 7946 0958'),
		ticket('bob', 'Where is my parcel?'),
		search('bob', 'Where is my parcel?'),
	]);
	const embedder = openOpenAiEmbedder({ apiKey: TEST_KEY, baseUrl: server.url, model: 'text-embedding-3-small', dimensions: 256, request: realRequest });
	const budget = openBudget({ tokensMax: 1_000 });
	const done = await embedCustomerTexts(engine, { ...words, embedder, budget, prices: { inputPerMillion: 20, outputPerMillion: 0 } });
	expect(done).toMatchObject({ embedder: 'openai text-embedding-3-small of 256', read: 3, embedded: 2, left: 0 });
	expect(done.spent?.inputTokens).toBeGreaterThan(0);
	expect(statedBefore).toBe(true);
	const sent = JSON.stringify(server.calls.map(({ input }) => input));
	expect(sent).toContain('parcel');
	expect(sent).not.toMatch(/Ada|Lovelace|4711|example\.com|7946/);
	expect(await embedCustomerTexts(engine, { ...words, embedder })).toMatchObject({ read: 0, embedded: 0 });
	expect(server.calls).toHaveLength(1);
});

test('a run whose budget ends keeps what it has, says how many are left, and the next goes on', async () => {
	const engine = await openTestEngine({ today });
	const server = await openEmbeddingsServer();
	await engine.store.recordEvents(Array.from({ length: 3_000 }, (_, index) => search(`c${index}`, `thing number ${index}`)));
	const embedder = openOpenAiEmbedder({ apiKey: TEST_KEY, baseUrl: server.url, model: 'text-embedding-3-small', dimensions: 8, request: realRequest });
	const limited = await embedCustomerTexts(engine, { ...words, embedder, budget: openBudget({ tokensMax: 15_000 }) });
	expect(limited).toMatchObject({ read: 2_048, left: 952 });
	expect(engine.notices.join()).toContain('952 texts are not read yet: the budget of 15000 tokens has no room for another call');
	expect(await embedCustomerTexts(engine, { ...words, embedder })).toMatchObject({ read: 952, left: 0 });
	const sent = server.calls.flatMap(({ input }) => input);
	expect([new Set(sent).size, sent.length]).toEqual([3_000, 3_000]);
});

test('long vectors are kept as 256 numbers that hold their likeness, and a model that changes its length is refused', async () => {
	const engine = await openTestEngine({ today });
	const server = await openEmbeddingsServer();
	const events = [ticket('ada', 'My card was charged twice'), ticket('bob', 'My card was charged two times'), search('cyd', 'green tent')];
	await engine.store.recordEvents(events);
	const embedder = openOpenAiEmbedder({ apiKey: TEST_KEY, baseUrl: server.url, model: 'text-embedding-3-small', request: realRequest });
	const { textModel } = await embedCustomerTexts(engine, { ...words, embedder });
	const vectors = await vectorsOf(engine, textModel);
	const [ada, bob, cyd] = events.map(({ eventId }) => vectors.get(eventId));
	expect(ada).toHaveLength(256);
	expect(alike(ada, bob)).toBeGreaterThan(alike(ada, cyd) + 0.2);
	await engine.store.recordEvents([search('dan', 'blue tent')]);
	const shorter = { ...openOpenAiEmbedder({ apiKey: TEST_KEY, baseUrl: server.url, model: 'text-embedding-3-small', dimensions: 8, request: realRequest }), name: embedder.name };
	await expect(embedCustomerTexts(engine, { ...words, embedder: shorter })).rejects.toThrow('now gives vectors of 8 numbers, and those kept have 1536');
});
