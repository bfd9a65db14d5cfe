import { InvalidInput } from '../../../core/errors';
import { isObject, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent, SentRequest, Source } from '../../types';

/** Ends of the addresses that Segment's, RudderStack's and Jitsu's libraries post to, and the call each one means. */
const calls: Readonly<Record<string, string>> = {
	t: 'track', track: 'track', i: 'identify', identify: 'identify', p: 'page', page: 'page', s: 'screen', screen: 'screen',
	g: 'group', group: 'group', a: 'alias', alias: 'alias', b: 'batch', batch: 'batch', import: 'batch',
};

/**
 * Segment's HTTP API (also RudderStack, Jitsu): one call, or `{ batch: [calls] }`.
 * Spec: segment.com/docs/connections/spec/common and sources/catalog/libraries/server/http-api.
 */
export const segmentSource = {
	name: 'segment',
	label: 'Segment',
	proof: 'key',
	recognizes: ({ path }) => callOf(path) !== undefined,
	keysOf: (_request, body) => (isObject(body) && typeof body.writeKey === 'string' ? [body.writeKey] : []),
	split: (body, request) => {
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

/** "v1/t" → track: the call that an address below the prefix means. */
function callOf(path: string): string | undefined {
	const match = /(?:^|\/)v1\/([a-z]+)$/.exec(path);
	return match === null ? undefined : calls[match[1]];
}

/** Calls sent one by one say what they are by their address, not always by a type. */
function withCall(body: JsonObject, { path }: SentRequest): JsonObject {
	const call = callOf(path);
	return body.type !== undefined || call === undefined || call === 'batch' ? body : { ...body, type: call };
}

/** A call with what the whole batch shares: when it was sent, and its context. */
function toSent(call: JsonObject, batch: JsonObject): SentEvent {
	const context = { ...objectOr(batch.context), ...objectOr(call.context) };
	const properties = call.type === 'identify' || call.type === 'group' ? call.traits : call.properties;
	const userAgent = textOf(context.userAgent);
	const { sentAt = batch.sentAt, event = call.name, ...values } = call;
	return {
		values: { ...values, event, ...describe(call, context) },
		properties: objectOr(properties ?? call.traits),
		sentAt,
		...(userAgent === undefined ? {} : { userAgent }),
	};
}

function describe(call: JsonObject, context: JsonObject): JsonObject {
	const campaign = objectOr(context.campaign);
	return {
		previousId: call.previousId,
		campaign: campaign.name,
		channel: campaign.medium ?? call.channel,
		device: objectOr(context.device).type,
		platform: objectOr(context.os).name,
		sessionId: call.sessionId ?? context.sessionId,
	};
}

function objectOr(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}
