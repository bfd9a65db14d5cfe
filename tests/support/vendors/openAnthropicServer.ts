import type { IncomingMessage } from 'node:http';
import {
	looseObjectIn,
	openVendorServer,
	TEST_KEY,
	type VendorAnswer,
	type VendorCall,
	type VendorDialect,
	type VendorModel,
	type VendorServer,
} from './openVendorServer';

/** Error types of the Messages API by status (docs.claude.com/en/api/errors). */
const TYPES: Readonly<Record<number, string>> = {
	400: 'invalid_request_error',
	401: 'authentication_error',
	402: 'billing_error',
	403: 'permission_error',
	404: 'not_found_error',
	413: 'request_too_large',
	429: 'rate_limit_error',
	500: 'api_error',
	504: 'timeout_error',
	529: 'overloaded_error',
};

const STOPS = { end: 'end_turn', length: 'max_tokens', refusal: 'refusal' } as const;

/** A local server with the request and response shapes of Anthropic's Messages API. */
export async function openAnthropicServer(model: VendorModel): Promise<VendorServer> {
	return await openVendorServer(dialect, model);
}

const dialect: VendorDialect = {
	path: '/v1/messages',
	read: (request, body) => readCall(request, body),
	write: (call, reply) => {
		if (reply.kind === 'error') {
			const type = reply.code ?? TYPES[reply.status] ?? 'api_error';
			return { ...failure(reply.status, type, reply.message ?? 'Something went wrong'), headers: { 'request-id': REQUEST_ID, ...reply.headers } };
		}
		const stop = reply.stop ?? 'end';
		return {
			status: 200,
			headers: { 'request-id': REQUEST_ID },
			body: JSON.stringify({
				id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
				type: 'message',
				role: 'assistant',
				model: call.model,
				container: null,
				diagnostics: null,
				content: reply.text === '' ? [] : [{ type: 'text', text: reply.text, citations: null }],
				stop_reason: STOPS[stop],
				stop_sequence: null,
				stop_details: stop === 'refusal' ? { type: 'refusal', category: null, explanation: null } : null,
				usage: {
					input_tokens: reply.inputTokens ?? 100,
					output_tokens: reply.outputTokens ?? 50,
					cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
					cache_creation_input_tokens: 0,
					cache_read_input_tokens: 0,
					inference_geo: null,
					output_tokens_details: null,
					server_tool_use: null,
					service_tier: 'standard',
					speed: null,
				},
			}),
		};
	},
	notFound: () => failure(404, 'not_found_error', 'Not Found'),
};

const REQUEST_ID = 'req_018EeWyXxfu5pfWkrYcMdjWG';

function failure(status: number, type: string, message: string): VendorAnswer {
	return {
		status,
		body: JSON.stringify({ type: 'error', error: { type, message }, request_id: REQUEST_ID }),
	};
}

function readCall(request: IncomingMessage, text: string): VendorCall | VendorAnswer {
	// SDK 1.x sends the key as a bearer token; older callers as x-api-key. The API takes either.
	const key = request.headers['x-api-key'] ?? request.headers.authorization?.replace('Bearer ', '');
	if (key !== TEST_KEY) return failure(401, TYPES[401], 'invalid x-api-key');
	if (!request.headers['anthropic-version']) return failure(400, TYPES[400], 'anthropic-version: header is required');
	let body: Record<string, unknown>;
	try {
		body = JSON.parse(text) as Record<string, unknown>;
	} catch {
		return failure(400, TYPES[400], 'The request body is not valid JSON');
	}
	const wrong = problemOf(body);
	if (wrong) return failure(400, TYPES[400], wrong);
	const messages = body.messages as { content: string }[];
	const format = (body.output_config as { format: { schema: Record<string, unknown> } }).format;
	return {
		system: String(body.system),
		prompt: messages[0].content,
		model: String(body.model),
		outputTokensMax: Number(body.max_tokens),
		schema: format.schema,
		body,
		headers: request.headers,
	};
}

function problemOf(body: Record<string, unknown>): string | undefined {
	for (const name of ['temperature', 'top_p', 'top_k', 'output_format']) {
		if (name in body) return `${name}: Extra inputs are not permitted`;
	}
	if (typeof body.model !== 'string') return 'model: Field required';
	if (!Number.isInteger(body.max_tokens) || Number(body.max_tokens) < 1) return 'max_tokens: Field required';
	if (!Array.isArray(body.messages) || body.messages.length === 0) return 'messages: Field required';
	const config = body.output_config as { format?: { type?: string; schema?: unknown } } | undefined;
	if (config?.format?.type !== 'json_schema') return 'output_config.format.type: expected json_schema';
	const loose = looseObjectIn(config.format.schema);
	return loose && `output_config.format.${loose}: For 'object' type, 'additionalProperties' must be explicitly set to false`;
}
