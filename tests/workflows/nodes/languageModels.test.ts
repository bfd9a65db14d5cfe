import type { ICredentialDataDecryptedObject, INodeExecutionData } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aFileItem, openNodes, outputOf, someHistory, stopOf, type NodeRun, type Nodes } from '../../support/openNodes';
import { openAnthropicServer } from '../../support/vendors/openAnthropicServer';
import { openOpenAiServer } from '../../support/vendors/openOpenAiServer';
import { TEST_KEY, type VendorCall, type VendorReply, type VendorServer } from '../../support/vendors/openVendorServer';

let nodes: Nodes;
let segments: INodeExecutionData[];

beforeAll(async () => {
	nodes = await openNodes();
	const items = [aFileItem('history.ndjson', someHistory(25))];
	await nodes.run({ type: 'customerEvents', parameters: { operation: 'import', fileFrom: 'binary' }, items });
	await nodes.run({ type: 'customerFeatures', parameters: {} });
	const discover = { operation: 'discover', clustersFrom: 'fixed', clusters: 3, discoverOptions: { floor: 20 } };
	segments = (await nodes.run({ type: 'customerSegments', parameters: discover })).items('Node').map(({ json }) => ({ json }));
});
afterAll(async () => await nodes.close());

interface Trait {
	readonly feature: string;
	readonly direction: 'high' | 'low';
}

/** What a careful model would answer: names that rest on the first trait of each segment. */
function nameAll({ prompt }: VendorCall): VendorReply {
	const data = JSON.parse(/<data[^>]*>\n(.+)\n<\/data>/.exec(prompt)?.[1] ?? '{}') as {
		segments: { id: string; traits: Trait[] }[];
	};
	const cohorts = data.segments.map(({ id, traits }, index) => ({
		segment: id,
		name: `${['Alder', 'Birch', 'Cedar'][index]} Circle`,
		description: 'They stand apart from all the other customers.',
		suggestedAction: 'Write to them about what they care for.',
		suggestedPurpose: 'recommend',
		claims: traits.slice(0, 1).map(({ feature, direction }) => ({ feature, direction })),
	}));
	return { kind: 'answer', text: JSON.stringify({ cohorts }) };
}

const email: VendorReply = {
	kind: 'answer',
	text: JSON.stringify({
		subject: '{{firstName}}, a word from us',
		paragraphs: ['We have been thinking of you at {{sender}} and wanted to say hello.'],
		buttonLabel: 'Have a look',
	}),
};
const refusal: VendorReply = { kind: 'answer', text: '', stop: 'refusal' };
const tooMany: VendorReply = { kind: 'error', status: 429, message: 'Slow down', headers: { 'retry-after-ms': '1' } };

const vendors = [
	{ languageModel: 'anthropic', credential: 'cohortsAnthropicApi', open: openAnthropicServer, path: '' },
	{ languageModel: 'openAi', credential: 'cohortsOpenAiApi', open: openOpenAiServer, path: '/v1' },
] as const;

describe.each(vendors)('with $languageModel', ({ languageModel, credential, open, path }) => {
	const servers: VendorServer[] = [];
	afterEach(async () => {
		await Promise.all(servers.splice(0).map(async (server) => await server.close()));
	});

	async function connected(
		reply: (call: VendorCall, index: number) => VendorReply,
		given: NodeRun & { readonly apiKey?: string },
	) {
		const server = await open(reply);
		servers.push(server);
		const access: ICredentialDataDecryptedObject = { apiKey: given.apiKey ?? TEST_KEY, url: `${server.url}${path}` };
		const parameters = { languageModel, modelId: 'model-1', ...given.parameters };
		return { server, run: await nodes.run({ ...given, parameters, credentials: { [credential]: access } }) };
	}

	const naming = { type: 'cohortNaming', parameters: {} } as const;
	const writing = {
		type: 'personalizedEmail',
		parameters: {},
		items: ['shopper-1', 'reader-2'].map((customerId) => ({ json: { customerId } })),
	} as const;
	const writingTo = () => ({ ...writing, items: [...writing.items] });
	const hintsOf = (run: Awaited<ReturnType<Nodes['run']>>): string => run.finished.flatMap(({ hints }) => hints.map(({ message }) => message)).join();

	test('segments get the names of the model, which is told statistics and nobody', async () => {
		const { server, run } = await connected(nameAll, { ...naming, items: segments });
		const named = outputOf(run);
		expect(named.map(({ json }) => json.name)).toEqual(['Alder Circle', 'Birch Circle', 'Cedar Circle']);
		expect(new Set(named.map(({ json }) => json.namedBy))).toEqual(new Set([`${languageModel.toLowerCase()} model-1`]));
		expect(named.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(server.calls).toHaveLength(1);
		expect(JSON.stringify(server.calls[0].body)).not.toMatch(/shopper-|reader-|example\.com|Ada\b/);
		const members = await nodes.run({ type: 'customerSegments', parameters: { operation: 'getMembers', returnAll: true } });
		expect(new Set(outputOf(members).map(({ json }) => json.segmentName))).toEqual(
			new Set(named.map(({ json }) => json.name)),
		);
	});

	test('e-mails are the words of the model around our name, terms and address; it never learns who they are for', async () => {
		const { server, run } = await connected(() => email, writingTo());
		const written = outputOf(run);
		expect(written).toHaveLength(2);
		for (const { json } of written) {
			expect(json).toMatchObject({ subject: 'Ada, a word from us', writtenBy: `${languageModel.toLowerCase()} model-1` });
			expect(json.text).toContain('We have been thinking of you at Your Company');
			expect(json.text).toContain(`unsubscribe?customer=${String(json.customerId)}`);
		}
		expect(JSON.stringify(server.calls.map(({ body }) => body))).not.toMatch(/shopper-1|reader-2|example\.com|Ada\b/);
	});

	test.each([naming, writing])('a refused key stops $type, names the credential and never shows the key', async (node) => {
		const items = node.type === 'cohortNaming' ? segments : [...writing.items];
		const wrong = 'wrong-key-9876543210';
		const { run } = await connected(() => email, { ...node, items, apiKey: wrong });
		const stop = stopOf(run);
		expect(stop.message).toMatch(/Cohorts (Anthropic|OpenAI) API/);
		expect(stop.message).not.toContain(wrong);
		expect(stop.description).toBe('Change the set-up as described above, then run again.');
	});

	test('a model that is too busy is asked three times, then segments are named by rule and a hint says why', async () => {
		const { server, run } = await connected(() => tooMany, { ...naming, items: segments });
		expect(server.calls).toHaveLength(3);
		expect(outputOf(run).map(({ json }) => json.namedBy)).toEqual(['rule', 'rule', 'rule']);
		expect(hintsOf(run)).toMatch(/named by rule: .*(429|Slow down|busy|limit)/i);
	});

	test('a model that is busy once is asked again, and its answer counts', async () => {
		const { server, run } = await connected((call, index) => (index === 0 ? tooMany : nameAll(call)), { ...naming, items: segments });
		expect(server.calls).toHaveLength(2);
		expect(outputOf(run)[0].json.name).toBe('Alder Circle');
	});

	test('what the model declines to write comes from a template that says so', async () => {
		const { run } = await connected(() => refusal, writingTo());
		for (const { json } of outputOf(run)) {
			expect(json.writtenBy).toMatch(/^template /);
			expect(json.reason).toContain('declined to answer');
			expect(json.text).toContain('Hi Ada,');
		}
		const { run: named } = await connected(() => refusal, { ...naming, items: segments });
		expect(outputOf(named).map(({ json }) => json.namedBy)).toEqual(['rule', 'rule', 'rule']);
		expect(hintsOf(named)).toContain('declined to answer');
	});

	test('an e-mail in which the model invents a price is not sent on: the template is', async () => {
		const invented = JSON.stringify({ subject: 'Hello', paragraphs: ['Everything is 50 % off today.'], buttonLabel: 'Buy' });
		const { server, run } = await connected(() => ({ kind: 'answer', text: invented }), { ...writingTo(), items: [writing.items[0]] });
		const [{ json }] = outputOf(run);
		expect(server.calls).toHaveLength(2);
		expect(json.writtenBy).toMatch(/^template /);
		expect(json.text).not.toContain('50 %');
	});

	test('no model id is said in the words of the node', async () => {
		const { run } = await connected(() => email, { ...writingTo(), parameters: { modelId: '={{ $json.model }}' } });
		expect(stopOf(run).message).toMatch(/Model.* is empty/);
	});
});
