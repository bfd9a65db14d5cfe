import type { HttpResponse } from '../../types';

/** What one attempt came to. */
export type Attempt =
	| { readonly kind: 'accepted' }
	/** The receiver will not take this message. */
	| { readonly kind: 'refused'; readonly reason: string }
	/** It was certainly not taken, for now. */
	| { readonly kind: 'busy'; readonly reason: string; readonly retryAfterSeconds?: number }
	/** It may have been taken. */
	| { readonly kind: 'broken'; readonly reason: string; readonly retryAfterSeconds?: number };

/** Statuses by which a receiver says that it did nothing yet: timeout of the request, too early, too many, overloaded. */
const busyStatuses = new Set([408, 425, 429, 503]);

/** Connections that were never opened, by the code of Node's error. */
const unopened = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Causes of an error that are followed. */
const CAUSES_MAX = 6;

export function judgeResponse(response: HttpResponse, now: number): Attempt {
	const { status } = response;
	const reason = `the webhook answered ${status}`;
	if (status >= 200 && status < 300) return { kind: 'accepted' };
	if (status >= 300 && status < 400) {
		return { kind: 'refused', reason: `${reason}, a redirect: use the final address` };
	}
	const retryAfterSeconds = retryAfterOf(response, now);
	if (busyStatuses.has(status)) return { kind: 'busy', reason, retryAfterSeconds };
	if (status >= 500) return { kind: 'broken', reason, retryAfterSeconds };
	return { kind: 'refused', reason };
}

export function judgeError(error: unknown): Attempt {
	const code = codeOf(error);
	if (code !== undefined && unopened.has(code)) {
		return { kind: 'busy', reason: `the webhook cannot be reached (${code})` };
	}
	return { kind: 'broken', reason: `the connection to the webhook broke${code === undefined ? '' : ` (${code})`}` };
}

function codeOf(error: unknown): string | undefined {
	let cause = error;
	for (let depth = 0; depth < CAUSES_MAX && cause instanceof Error; depth += 1) {
		const { code } = cause as { readonly code?: unknown };
		if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return code;
		cause = cause.cause;
	}
	return undefined;
}

/** Seconds the receiver asks for: a number, or a date (RFC 9110, section 10.2.3). */
function retryAfterOf({ headers }: HttpResponse, now: number): number | undefined {
	const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after');
	if (entry === undefined) return undefined;
	const text = entry[1].trim();
	if (/^\d{1,9}$/.test(text)) return Number(text);
	const at = Date.parse(text);
	return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
