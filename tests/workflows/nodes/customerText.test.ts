import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFileItem, openNodes, outputOf, stopOf, type Nodes } from '../../support/openNodes';
import { openAnthropicServer } from '../../support/vendors/openAnthropicServer';
import { openEmbeddingsServer } from '../../support/vendors/openEmbeddingsServer';
import { TEST_KEY } from '../../support/vendors/openVendorServer';

let nodes: Nodes;

const themes = { runner: 'running shoes for a marathon', cook: 'iron pan and kitchen knife', reader: 'detective novel' };

/** Sixty customers who buy, each searching for one of three things; ten write a ticket. */
function history(): string {
	const rows = Object.entries(themes).flatMap(([theme, query]) =>
		Array.from({ length: 20 }, (_, index) => {
			const userId = `${theme}-${index}`;
			const at = (day: number): string => new Date(Date.UTC(2025, 0, 1 + day)).toISOString();
			const orders = Array.from({ length: 1 + (index % 4) }, (__, order) => ({
				messageId: `${userId}/order/${order}`, type: 'track', event: 'Order Completed', userId, timestamp: at(order * 9 + (index % 7)),
				orderId: `${userId}/${order}`, revenue: 20 + 3 * index, currency: 'EUR',
			}));
			const search = { messageId: `${userId}/search`, type: 'track', event: 'Products Searched', userId, timestamp: at(40), properties: { query: `${query} ${index % 5}` } };
			const ticket = { messageId: `${userId}/ticket`, type: 'track', event: 'Ticket Created', userId, timestamp: at(41), properties: { description: `Still no refund. ${userId}` } };
			return [...orders, search, ...(theme === 'cook' && index < 10 ? [ticket] : [])];
		}).flat(),
	);
	return rows.map((row) => JSON.stringify(row)).join('\n');
}

beforeAll(async () => {
	nodes = await openNodes();
	await nodes.run({ type: 'customerEvents', parameters: { operation: 'import', fileFrom: 'binary' }, items: [aFileItem('history.ndjson', history())] });
	await nodes.run({ type: 'customerFeatures', parameters: {} });
});
afterAll(async () => await nodes.close());

const features = async (parameters: Record<string, string | number | object>, credentials = {}) =>
	await nodes.run({ type: 'customerFeatures', parameters: parameters as never, credentials });

test('texts become vectors, customers too, and look-alikes are found page by page', async () => {
	const embedded = outputOf(await features({ operation: 'embedText' }));
	expect(embedded).toHaveLength(1);
	expect(embedded[0].json).toMatchObject({ read: 70, withoutText: 0, left: 0 });
	expect(String(embedded[0].json.embedder)).toMatch(/^hashed words /);
	const vector = outputOf(await features({ operation: 'customerVector', textWeight: 80 }));
	expect(vector[0].json).toMatchObject({ customers: 60, textShare: 0.8, textModel: embedded[0].json.textModel });
	const search = { operation: 'findLookAlikes', seedsFrom: 'ids', customerIds: 'runner-1, runner-2', limit: 6 };
	const run = await nodes.run({ type: 'customerSegments', parameters: search });
	const found = outputOf(run);
	expect(found.map(({ json }) => json.rank)).toEqual([1, 2, 3, 4, 5, 6]);
	expect(found.every(({ json }) => String(json.customerId).startsWith('runner-'))).toBe(true);
	expect(run.finished.flatMap(({ hints }) => hints.map(({ message }) => message)).join()).toMatch(/\d+ customers are similar enough to the 2 given; 6 are here/);
	const next = outputOf(await nodes.run({ type: 'customerSegments', parameters: { ...search, offset: 6, limit: 1 } }));
	expect(next[0].json.rank).toBe(7);
	const nobody = await nodes.run({ type: 'customerSegments', parameters: { ...search, customerIds: 'nobody' } });
	expect(stopOf(nobody).message).toContain('None of the seeds is a customer of snapshot');
});

test("OpenAI's embeddings are used through the credential, with cost and tokens said", async () => {
	const server = await openEmbeddingsServer();
	const openAi = { cohortsOpenAiApi: { apiKey: TEST_KEY, url: server.url } };
	const parameters = { operation: 'embedText', languageModel: 'openAi', modelId: 'text-embedding-3-small', embedOptions: { pricePerMillion: 1_000 } };
	const run = await features(parameters, openAi);
	const [{ json }] = outputOf(run);
	expect(json).toMatchObject({ embedder: 'openai text-embedding-3-small of 256', read: 70, left: 0 });
	expect(Number(json.cost)).toBeCloseTo(Number(json.tokens) / 1_000, 9);
	expect(run.finished.flatMap(({ hints }) => hints.map(({ message }) => message)).join()).toMatch(/70 texts for openai .*: at most about \d+ tokens, \d/);
	expect(server.calls.map(({ dimensions }) => dimensions)).toEqual([256]);
	expect(JSON.stringify(server.calls.map(({ input }) => input))).not.toContain('cook-');
	const wrong = await features(parameters, { cohortsOpenAiApi: { apiKey: 'wrong-key-1', url: server.url } });
	expect(outputOf(wrong)[0].json).toMatchObject({ read: 0 });
});

test('a language model reads support text within the bundled topics, and is told nobody', async () => {
	const server = await openAnthropicServer(({ prompt }) => {
		const { messages } = JSON.parse(/<data[^>]*>\n(.+)\n<\/data>/.exec(prompt)?.[1] ?? '{}') as { messages: { id: string }[] };
		return { kind: 'answer', text: JSON.stringify({ messages: messages.map(({ id }) => ({ id, topic: 'refund', sentiment: -0.7 })) }) };
	});
	try {
		const anthropic = { cohortsAnthropicApi: { apiKey: TEST_KEY, url: server.url } };
		const run = await features({ operation: 'understandText', languageModel: 'anthropic', modelId: 'model-1' }, anthropic);
		expect(outputOf(run)[0].json).toMatchObject({ understood: 10, topics: { refund: 10 }, moods: { negative: 10 }, readBy: { 'anthropic model-1': 10 } });
		expect(server.calls).toHaveLength(1);
		expect(JSON.stringify(server.calls[0].body)).not.toContain('cook-');
	} finally {
		await server.close();
	}
});
