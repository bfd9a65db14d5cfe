import type { IncomingMessage } from 'node:http';
import {
	looseObjectIn,
	openVendorServer,
	TEST_KEY,
	type VendorAnswer,
	type VendorCall,
	type VendorDialect,
	type VendorModel,
	type VendorReply,
	type VendorServer,
} from './openVendorServer';

/** A local server with the request and response shapes of OpenAI's Responses API. */
export async function openOpenAiServer(model: VendorModel): Promise<VendorServer> {
	return await openVendorServer(dialect, model);
}

const REQUEST_ID = 'req_7d3f1c2b9a';

const dialect: VendorDialect = {
	path: '/v1/responses',
	read: (request, body) => readCall(request, body),
	write: (call, reply) =>
		reply.kind === 'error'
			? {
					...failure(reply.status, reply.code ?? codeOf(reply.status), reply.message ?? 'Something went wrong'),
					headers: { 'x-request-id': REQUEST_ID, ...reply.headers },
				}
			: {
					status: 200,
					headers: { 'x-request-id': REQUEST_ID },
					body: JSON.stringify(responseBody(call, reply)),
				},
	notFound: () => failure(404, 'unknown_url', 'Unknown request URL'),
};

function codeOf(status: number): string | null {
	return status === 429 ? 'rate_limit_exceeded' : status >= 500 ? 'server_error' : null;
}

function responseBody(call: VendorCall, reply: Extract<VendorReply, { kind: 'answer' }>): object {
	const cutOff = reply.stop === 'length';
	const inputTokens = reply.inputTokens ?? 100;
	const outputTokens = reply.outputTokens ?? 50;
	return {
		id: 'resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b',
		object: 'response',
		created_at: 1_750_000_000,
		status: cutOff ? 'incomplete' : 'completed',
		error: null,
		incomplete_details: cutOff ? { reason: 'max_output_tokens' } : null,
		instructions: call.system,
		max_output_tokens: call.outputTokensMax,
		model: call.model,
		output: [
			{ type: 'reasoning', id: 'rs_67ccd2bf17f0819081ff3bb2cf6508e6', summary: [] },
			{
				type: 'message',
				id: 'msg_67ccd2bf17f0819081ff3bb2cf6508e6',
				status: cutOff ? 'incomplete' : 'completed',
				role: 'assistant',
				content: [
					reply.stop === 'refusal'
						? { type: 'refusal', refusal: reply.text }
						: { type: 'output_text', text: reply.text, annotations: [] },
				],
			},
		],
		parallel_tool_calls: true,
		previous_response_id: null,
		reasoning: { effort: null, summary: null },
		store: call.body.store,
		temperature: 1,
		text: call.body.text,
		tool_choice: 'auto',
		tools: [],
		top_p: 1,
		truncation: 'disabled',
		usage: {
			input_tokens: inputTokens,
			input_tokens_details: { cached_tokens: 0 },
			output_tokens: outputTokens,
			output_tokens_details: { reasoning_tokens: 0 },
			total_tokens: inputTokens + outputTokens,
		},
		metadata: {},
	};
}

function failure(status: number, code: string | null, message: string, param: string | null = null): VendorAnswer {
	const type = status === 429 ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error';
	return { status, body: JSON.stringify({ error: { message, type, param, code } }) };
}

function readCall(request: IncomingMessage, text: string): VendorCall | VendorAnswer {
	if (request.headers.authorization !== `Bearer ${TEST_KEY}`) {
		const key = String(request.headers.authorization).slice('Bearer '.length);
		return failure(401, 'invalid_api_key', `Incorrect API key provided: ${key.slice(0, 6)}***${key.slice(-4)}.`);
	}
	let body: Record<string, unknown>;
	try {
		body = JSON.parse(text) as Record<string, unknown>;
	} catch {
		return failure(400, null, 'We could not parse the JSON body of your request.');
	}
	const wrong = problemOf(body);
	if (wrong) return failure(400, wrong.code, wrong.message, wrong.param);
	const format = (body.text as { format: { schema: Record<string, unknown> } }).format;
	return {
		system: String(body.instructions),
		prompt: String(body.input),
		model: String(body.model),
		outputTokensMax: Number(body.max_output_tokens),
		schema: format.schema,
		body,
		headers: request.headers,
	};
}

interface Problem {
	readonly code: string | null;
	readonly message: string;
	readonly param: string;
}

function problemOf(body: Record<string, unknown>): Problem | undefined {
	if (typeof body.model !== 'string') {
		return { code: 'missing_required_parameter', message: "Missing required parameter: 'model'.", param: 'model' };
	}
	const format = (body.text as { format?: { type?: string; name?: string; schema?: unknown; strict?: boolean } } | undefined)?.format;
	if (format?.type !== 'json_schema' || !/^[a-zA-Z0-9_-]{1,64}$/.test(format.name ?? '')) {
		return { code: 'invalid_value', message: "Invalid value for 'text.format'.", param: 'text.format' };
	}
	const loose = format.strict === true ? looseObjectIn(format.schema) : undefined;
	if (!loose) return undefined;
	return {
		code: 'invalid_json_schema',
		message: `Invalid schema for response_format '${format.name}': In context=${loose}, 'additionalProperties' is required to be supplied and to be false.`,
		param: 'text.format.schema',
	};
}
