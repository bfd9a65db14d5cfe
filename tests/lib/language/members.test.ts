import { afterEach, describe, expect, test } from 'vitest';
import { InvalidInput, ServiceUnavailable, SetupNeeded } from '../../../lib/core/errors';
import type { Request } from '../../../lib/engine';
import { openAnthropic } from '../../../lib/language/anthropic/openAnthropic';
import { openOpenAi } from '../../../lib/language/openai/openOpenAi';
import type { CompletionRequest, LanguageModel, ModelAccess } from '../../../lib/language/types';
import { openAnthropicServer } from '../../support/vendors/openAnthropicServer';
import { openOpenAiServer } from '../../support/vendors/openOpenAiServer';
import { TEST_KEY, type VendorModel, type VendorReply, type VendorServer } from '../../support/vendors/openVendorServer';
import { realRequest } from '../../support/vendors/realRequest';

const vendors = [
	{ vendor: 'Anthropic', openServer: openAnthropicServer, open: openAnthropic },
	{ vendor: 'OpenAI', openServer: openOpenAiServer, open: openOpenAi },
] as const;

const asked: CompletionRequest = {
	system: 'You name customer segments.',
	prompt: 'Segment 1 orders often. The secret word of this prompt is pamplemousse-and-rhubarb.',
	schema: {
		type: 'object',
		properties: { name: { type: 'string', maxLength: 40 }, claims: { type: 'array', items: { type: 'object', properties: { feature: { type: 'string' } } } } },
	},
	schemaName: 'segment_names',
	outputTokensMax: 500,
};

const answer: VendorReply = { kind: 'answer', text: '{"name":"Big Spenders","claims":[]}', inputTokens: 321, outputTokens: 12 };

describe.each(vendors)('$vendor through its own SDK, over real HTTP', ({ vendor, openServer, open }) => {
	const servers: VendorServer[] = [];
	afterEach(async () => {
		await Promise.all(servers.splice(0).map(async (server) => await server.close()));
	});

	async function connect(
		model: VendorModel,
		access: Partial<ModelAccess> = {},
	): Promise<{ readonly server: VendorServer; readonly model: LanguageModel }> {
		const server = await openServer(model);
		servers.push(server);
		const opened = open({
			apiKey: TEST_KEY,
			baseUrl: server.url,
			model: 'model-of-the-month',
			request: realRequest,
			retriesMax: 0,
			...access,
		});
		return { server, model: opened };
	}

	const replying = async (reply: VendorReply, access: Partial<ModelAccess> = {}) => await connect(() => reply, access);

	async function errorOf(model: LanguageModel, request = asked): Promise<Error> {
		return await model.complete(request).then(
			() => {
				throw new Error('expected the call to fail');
			},
			(error: unknown) => error as Error,
		);
	}

	test('an answer comes back with its text, its usage and why it stopped', async () => {
		const { server, model } = await replying(answer);
		expect(model.name).toBe(`${vendor.toLowerCase()} model-of-the-month`);
		expect(await model.complete(asked)).toEqual({
			text: '{"name":"Big Spenders","claims":[]}',
			usage: { inputTokens: 321, outputTokens: 12 },
			stopReason: 'end',
		});
		expect(server.calls).toHaveLength(1);
		expect(server.calls[0]).toMatchObject({
			system: asked.system,
			prompt: asked.prompt,
			model: 'model-of-the-month',
			outputTokensMax: 500,
		});
	});

	test('the schema arrives closed, with every field required and lengths as a note', async () => {
		const { server, model } = await replying(answer);
		await model.complete(asked);
		expect(server.calls[0].schema).toEqual({
			type: 'object',
			properties: {
				name: { type: 'string', description: 'maxLength: 40' },
				claims: {
					type: 'array',
					items: { type: 'object', properties: { feature: { type: 'string' } }, required: ['feature'], additionalProperties: false },
				},
			},
			required: ['name', 'claims'],
			additionalProperties: false,
		});
	});

	test('a wrong key is a set-up error that names the credential and repeats no key', async () => {
		const { model } = await replying(answer, { apiKey: 'sk-wrong-key-abcdef' });
		const error = await errorOf(model);
		expect(error).toBeInstanceOf(SetupNeeded);
		expect(error.message).toBe(`${vendor} refused the API key (401): check the credential "Cohorts ${vendor} API"`);
		expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('wrong-key');
	});

	test('an unknown model is a set-up error that names the model', async () => {
		const { model } = await replying({ kind: 'error', status: 404, message: 'model: model-of-the-month' });
		const error = await errorOf(model);
		expect(error).toBeInstanceOf(SetupNeeded);
		expect(error.message).toContain('"model-of-the-month"');
	});

	test('a refused request is an input error that quotes the vendor', async () => {
		const { model } = await replying({ kind: 'error', status: 400, message: 'max output tokens: 500 > 100 allowed' });
		const error = await errorOf(model);
		expect(error).toBeInstanceOf(InvalidInput);
		expect(error.message).toContain('max output tokens: 500 > 100 allowed');
	});

	test('a refused request never repeats the prompt, nor an address, nor a key', async () => {
		for (const message of [
			'cannot use: The secret word of this prompt is pamplemousse-and-rhubarb',
			'ada@example.com is not allowed',
			'bad key sk-ab***12',
		]) {
			const { model } = await replying({ kind: 'error', status: 400, message });
			const error = await errorOf(model);
			expect(error).toBeInstanceOf(InvalidInput);
			expect(error.message).not.toMatch(/pamplemousse|ada@|sk-/);
		}
	});

	test('too many calls are a passing error that carries the wait', async () => {
		const { model } = await replying({ kind: 'error', status: 429, headers: { 'retry-after': '17' } });
		const error = await errorOf(model);
		expect(error).toBeInstanceOf(ServiceUnavailable);
		expect((error as ServiceUnavailable).retryAfterSeconds).toBe(17);
		expect(error.message).toContain('free again in 17 s');
	});

	test('a wait given as a date is measured against the date of the answer', async () => {
		const { model } = await replying({
			kind: 'error',
			status: 429,
			headers: { date: 'Wed, 01 Jan 2025 00:00:00 GMT', 'retry-after': 'Wed, 01 Jan 2025 00:01:30 GMT' },
		});
		expect(((await errorOf(model)) as ServiceUnavailable).retryAfterSeconds).toBe(90);
	});

	test.each([408, 409, 500, 503, 529])('status %i is a passing error', async (status) => {
		const { model } = await replying({ kind: 'error', status });
		expect(await errorOf(model)).toBeInstanceOf(ServiceUnavailable);
	});

	test('a limit that passes is waited for and the call repeated', async () => {
		const { server, model } = await connect(
			(_call, index) => (index < 2 ? { kind: 'error', status: 429, headers: { 'retry-after-ms': '5' } } : answer),
			{ retriesMax: 2 },
		);
		expect((await model.complete(asked)).stopReason).toBe('end');
		expect(server.calls).toHaveLength(3);
	});

	test('a wait of an hour is not sat out', async () => {
		const { server, model } = await replying(
			{ kind: 'error', status: 429, headers: { 'retry-after': '3600' } },
			{ retriesMax: 2 },
		);
		expect(((await errorOf(model)) as ServiceUnavailable).retryAfterSeconds).toBe(3600);
		expect(server.calls).toHaveLength(1);
	});

	test('a body that is not JSON is a passing error', async () => {
		const { model } = await replying({ kind: 'raw', body: '{"id": "msg_1", "content": [' });
		const error = await errorOf(model);
		expect(error).toBeInstanceOf(ServiceUnavailable);
		expect(error.message).toContain('not JSON');
	});

	test('another kind of page at the base URL is a passing error that names the base URL', async () => {
		const { model } = await replying({ kind: 'raw', body: '<html>Gateway</html>', contentType: 'text/html' });
		const error = await errorOf(model);
		expect(error).toBeInstanceOf(ServiceUnavailable);
		expect(error.message).toContain('base URL');
	});

	test('a lost connection is a passing error', async () => {
		const { model } = await replying({ kind: 'hangUp' });
		expect(await errorOf(model)).toBeInstanceOf(ServiceUnavailable);
	});

	test('an answer that was cut off says so', async () => {
		const { model } = await replying({ kind: 'answer', text: '{"name":"Big', stop: 'length' });
		expect((await model.complete(asked)).stopReason).toBe('length');
	});

	test('a refusal says so', async () => {
		const { model } = await replying({ kind: 'answer', text: 'I cannot help with that.', stop: 'refusal' });
		expect((await model.complete(asked)).stopReason).toBe('refusal');
	});

	test('a cancelled run stops at once, with its own reason', async () => {
		const { model } = await replying({ kind: 'silence' }, { retriesMax: 2 });
		const cancel = new AbortController();
		const pending = errorOf(model, { ...asked, signal: cancel.signal });
		setTimeout(() => cancel.abort(new Error('cancelled by the user')), 30);
		expect((await pending).message).toBe('cancelled by the user');
	});

	test('an error of our own request comes through as it is', async () => {
		const blocked: Request = async () => {
			await Promise.resolve();
			throw new SetupNeeded('the address is blocked by N8N_SSRF_BLOCKED_IP_RANGES');
		};
		const { model } = await replying(answer, { request: blocked });
		const error = await errorOf(model);
		expect(error).toBeInstanceOf(SetupNeeded);
		expect(error.message).toContain('N8N_SSRF_BLOCKED_IP_RANGES');
	});

	test('a missing key or model is said before anything is sent', () => {
		const access = { apiKey: TEST_KEY, model: 'm', request: realRequest };
		expect(() => open({ ...access, apiKey: ' ' })).toThrow(SetupNeeded);
		expect(() => open({ ...access, model: '' })).toThrow('Model is empty');
		expect(() => open({ ...access, baseUrl: 'gateway' })).toThrow('Base URL');
	});

	test('keys in the environment of the process are not used', async () => {
		process.env.ANTHROPIC_AUTH_TOKEN = 'environment-token';
		process.env.OPENAI_ORG_ID = 'environment-organization';
		try {
			const { server, model } = await replying(answer);
			await model.complete(asked);
			expect(JSON.stringify(server.calls[0].headers)).not.toContain('environment-');
		} finally {
			delete process.env.ANTHROPIC_AUTH_TOKEN;
			delete process.env.OPENAI_ORG_ID;
		}
	});
});

test('OpenAI is asked to store nothing, and to be strict', async () => {
	const server = await openOpenAiServer(() => answer);
	try {
		const model = openOpenAi({ apiKey: TEST_KEY, baseUrl: server.url, model: 'm', request: realRequest });
		await model.complete(asked);
		expect(server.calls[0].body).toMatchObject({ store: false, text: { format: { strict: true, name: 'segment_names' } } });
	} finally {
		await server.close();
	}
});

test('a used-up quota at OpenAI is a set-up error, though its status is 429', async () => {
	const server = await openOpenAiServer(() => ({ kind: 'error', status: 429, code: 'insufficient_quota', message: 'You exceeded your current quota' }));
	try {
		const model = openOpenAi({ apiKey: TEST_KEY, baseUrl: `${server.url}/v1/`, model: 'm', request: realRequest, retriesMax: 0 });
		await expect(model.complete(asked)).rejects.toBeInstanceOf(SetupNeeded);
	} finally {
		await server.close();
	}
});

test('Anthropic accepts a base URL with and without its version', async () => {
	const server = await openAnthropicServer(() => answer);
	try {
		for (const baseUrl of [server.url, `${server.url}/v1`, `${server.url}/v1/`]) {
			const model = openAnthropic({ apiKey: TEST_KEY, baseUrl, model: 'm', request: realRequest, retriesMax: 0 });
			expect((await model.complete(asked)).stopReason).toBe('end');
		}
	} finally {
		await server.close();
	}
});
