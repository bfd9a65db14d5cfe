import type { IExecuteFunctions, IPollFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { ServiceUnavailable, type HttpResponse, type Request } from '../../lib';

/** The engine's network on n8n's HTTP helper, so that proxies, egress rules and cancel hold. */
export function requestOf(context: IExecuteFunctions | IWebhookFunctions | IPollFunctions | ITriggerFunctions, signal?: AbortSignal): Request {
	return async (request) => {
		try {
			const answer = (await context.helpers.httpRequest({
				method: request.method,
				url: request.url,
				headers: { ...request.headers },
				body: request.body,
				timeout: (request.timeoutSeconds ?? 60) * 1000,
				encoding: 'text',
				json: false,
				disableFollowRedirect: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				abortSignal: request.signal ?? signal,
			})) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
			return toResponse(answer);
		} catch (error) {
			// eslint-disable-next-line @n8n/community-nodes/require-node-api-error -- the engine's own errors; runOperation turns them into n8n's
			if (signal?.aborted === true || request.signal?.aborted === true) throw error;
			// eslint-disable-next-line @n8n/community-nodes/require-node-api-error -- as above
			throw new ServiceUnavailable(`no answer from ${new URL(request.url).host}: the connection failed`, {
				cause: error,
			});
		}
	};
}

function toResponse(answer: {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}): HttpResponse {
	const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
	const { body } = answer;
	return {
		status: answer.statusCode,
		headers: Object.fromEntries(headers) as Record<string, string>,
		body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
	};
}
