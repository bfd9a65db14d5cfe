import { InvalidInput } from '../../../core/errors';
import { isObject, objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { Refusal, SentRequest, Source } from '../../types';
import { answerQuestion, tokenInPath } from './questions';
import { callsOf, readCall, toSent, traitsOf } from './toSent';

/** Addresses only PostHog's libraries send to; "s" takes recordings of the screen, which are no events. */
const ownPath = /^(?:capture|e|s|i\/v0\/e|i\/v1\/analytics\/events)$/;
/** Addresses that others use as well: the body decides. */
const sharedPath = /^(?:batch|track|engage)$/;
const recordings: readonly unknown[] = ['$snapshot', '$snapshot_items'];

/**
 * PostHog's capture API, as its browser, server and mobile libraries use it; their questions for feature flags and
 * settings get empty answers. API: posthog.com/docs/api/capture; `$`-properties: posthog.com/docs/data/events.
 */
export const postHogSource = {
	name: 'posthog',
	label: 'PostHog',
	proof: 'key',
	recognizes: (request, body) =>
		ownPath.test(request.path) ||
		(sharedPath.test(request.path) && isPostHog(body)) ||
		answerQuestion(request) !== undefined,
	keysOf: (request, body) => {
		const first = objectOr(callsOf(body)?.[0]);
		const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
		const keys = [
			...[objectOr(body), first].flatMap(({ api_key, token, $token }) => [api_key, token, $token]),
			objectOr(first.properties).token, objectOr(first.properties).api_key,
			request.query.token, request.query.api_key, tokenInPath(request), bearer,
		];
		return keys.filter((key) => typeof key === 'string');
	},
	split: (body, request) => {
		if (answerQuestion(request) !== undefined) return [];
		const sent = callsOf(body);
		if (sent === undefined) throw new InvalidInput('the body is no PostHog event: expected an event, a list of events or a batch');
		const calls = sent.map((call) => readCall(objectOr(call))).filter(({ name }) => !recordings.includes(name));
		const sentAt = sentAtOf(objectOr(body), request);
		return [...calls.map((call) => toSent(call, sentAt)), ...calls.flatMap((call) => traitsOf(call, sentAt))];
	},
	answer: ({ rejected }, request) =>
		answerQuestion(request) ?? { status: 200, body: { status: 'Ok', ...(rejected.length === 0 ? {} : { rejected }) } },
	refuse: ({ status, sentence, rejected }) => ({
		status,
		body: { type: types[status].type, code: types[status].code, detail: sentence, attr: null, ...(rejected === undefined ? {} : { rejected }) },
	}),
} as const satisfies Source;

const types: Readonly<Record<Refusal['status'], { readonly type: string; readonly code: string }>> = {
	400: { type: 'validation_error', code: 'invalid_payload' },
	401: { type: 'authentication_error', code: 'invalid_api_key' },
	413: { type: 'validation_error', code: 'payload_too_large' },
	429: { type: 'throttled_error', code: 'rate_limit_exceeded' },
};

/** What the sender's clock showed: in the batch, or in the address or a header of it. */
function sentAtOf(body: JsonObject, { query, headers }: SentRequest): unknown {
	const inAddress = /^\d{13}$/.test(query._ ?? '') ? query._ : undefined;
	return textOf(body.sent_at) ?? textOf(query.sent_at) ?? headers['posthog-request-timestamp'] ?? inAddress;
}

/** A batch with PostHog's name for the key, or an event that PostHog alone would send. */
function isPostHog(body: unknown): boolean {
	if (isObject(body) && body.batch !== undefined) return textOf(body.api_key ?? body.token) !== undefined;
	const first = objectOr(callsOf(body)?.[0]);
	return first.events === undefined && (first.distinct_id !== undefined || isPostHogKey(first));
}

/** Mixpanel's libraries send nearly the same events, but keys that look otherwise, and never as `api_key`. */
function isPostHogKey({ api_key, token, $token, properties }: JsonObject): boolean {
	if (typeof api_key === 'string') return true;
	return textOf(objectOr(properties).token ?? token ?? $token)?.startsWith('phc_') === true;
}
