import { InvalidInput } from '../../../core/errors';
import { isObject, type JsonObject } from '../../../core/parse';
import type { SentRequest, Source } from '../../types';
import { toSent } from './toSent';

/** Ends of the addresses that Segment's, RudderStack's and Jitsu's libraries post to, and the call each one means. */
const calls: Readonly<Record<string, string>> = {
	t: 'track', track: 'track', i: 'identify', identify: 'identify', p: 'page', page: 'page', s: 'screen', screen: 'screen',
	g: 'group', group: 'group', a: 'alias', alias: 'alias', b: 'batch', batch: 'batch', import: 'batch', m: 'metrics',
};

/**
 * Segment's HTTP API (also RudderStack, Jitsu): one call, or `{ batch: [calls] }`.
 * Spec: segment.com/docs/connections/spec/common and sources/catalog/libraries/server/http-api.
 */
export const segmentSource = {
	name: 'segment',
	label: 'Segment',
	proof: 'key',
	recognizes: ({ path }, body) => callOf(path) !== undefined || isBatch(body),
	keysOf: ({ query }, body) => {
		const keys = [query.writeKey, isObject(body) ? body.writeKey : undefined];
		return keys.filter((key) => typeof key === 'string');
	},
	split: (body, request) => {
		// What the browser library measures of itself.
		if (callOf(request.path) === 'metrics') return [];
		if (!isObject(body)) throw new InvalidInput('the body is not a JSON object: expected a Segment call or batch');
		if (body.batch === undefined) return [toSent(withCall(body, request), {})];
		if (!Array.isArray(body.batch)) throw new InvalidInput('batch is not a list: expected a list of Segment calls');
		return body.batch.map((call: unknown) => toSent(isObject(call) ? call : {}, body));
	},
	answer: ({ stored, duplicates, rejected }) => ({
		status: 200,
		body: { success: true, stored, duplicates, ...(rejected.length === 0 ? {} : { rejected }) },
	}),
	refuse: ({ status, sentence, rejected }) => ({
		status,
		body: { success: false, error: sentence, ...(rejected === undefined ? {} : { rejected }) },
	}),
} as const satisfies Source;

/** "v1/t" → track; also "pixel/v1/track", "beacon/v1/batch" (RudderStack) and "api/s/track", "api/s/s2s/track" (Jitsu). */
function callOf(path: string): string | undefined {
	const match = /(?:^|\/)(?:v1|api\/s(?:\/s2s)?)\/(?:pixel\/)?([a-z]+)$/.exec(path);
	return match === null || !Object.hasOwn(calls, match[1]) ? undefined : calls[match[1]];
}

/** A batch under an address of the site's own choice: Segment's libraries repeat the key in it. */
function isBatch(body: unknown): boolean {
	return isObject(body) && Array.isArray(body.batch) && typeof body.writeKey === 'string' && body.api_key === undefined;
}

/** Calls sent one by one say what they are by their address, not always by a type. */
function withCall(body: JsonObject, { path }: SentRequest): JsonObject {
	const call = callOf(path);
	return body.type !== undefined || call === undefined || call === 'batch' ? body : { ...body, type: call };
}
