import type { HttpRequest, Request } from '../engine';

/** A vendor may ask for hours of patience; beyond this the caller, not the SDK, decides when to return. */
const RETRY_WAIT_SECONDS_MAX = 20;

const EMPTY_STATUSES: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * `fetch` over our own Request, for SDKs that take a fetch: text in, whole text out, no streaming.
 * A wait longer than 20 s is marked as not to be retried, so that it surfaces as an error with its delay.
 */
export function requestFetch(request: Request, timeoutSeconds: number): typeof fetch {
	return async (input, init) => {
		const answer = await request({ ...toHttpRequest(input, init ?? {}), timeoutSeconds });
		const headers = new Headers(answer.headers);
		if (Number(headers.get('retry-after')) > RETRY_WAIT_SECONDS_MAX) {
			headers.set('x-should-retry', 'false');
		}
		const body = EMPTY_STATUSES.has(answer.status) ? null : answer.body;
		return new Response(body, { status: answer.status, headers });
	};
}

function toHttpRequest(input: string | URL | globalThis.Request, init: RequestInit): HttpRequest {
	return {
		method: (init.method ?? 'GET').toUpperCase() as HttpRequest['method'],
		url: addressOf(input),
		headers: Object.fromEntries(new Headers(init.headers).entries()),
		...(typeof init.body === 'string' && { body: init.body }),
		...(init.signal && { signal: init.signal }),
	};
}

function addressOf(input: string | URL | globalThis.Request): string {
	if (typeof input === 'string') return input;
	return input instanceof URL ? input.href : input.url;
}
