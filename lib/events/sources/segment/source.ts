import { InvalidInput } from '../../../core/errors';
import { isObject, type JsonObject } from '../../../core/parse';
import type { SentEvent, Source } from '../../types';

/**
 * Segment's HTTP API (also RudderStack, Jitsu): one call, or `{ batch: [calls] }`.
 * Spec: segment.com/docs/connections/spec/common.
 */
export const segmentSource = {
	name: 'segment',
	label: 'Segment',
	split: (body) => {
		if (!isObject(body)) throw new InvalidInput('the body is not a JSON object: expected a Segment call or batch');
		if (body.batch === undefined) return [toSent(body, {})];
		if (!Array.isArray(body.batch)) throw new InvalidInput('batch is not a list: expected a list of Segment calls');
		const shared = { sentAt: body.sentAt, context: body.context };
		return body.batch.map((call: unknown) => toSent(isObject(call) ? call : {}, shared));
	},
} as const satisfies Source;

function toSent(call: JsonObject, shared: JsonObject): SentEvent {
	const context = objectOr(call.context ?? shared.context);
	const properties = call.type === 'identify' || call.type === 'group' ? call.traits : call.properties;
	const own = objectOr(properties ?? call.traits);
	return {
		values: {
			...call,
			event: call.event ?? call.name,
			previousId: call.previousId,
			campaign: objectOr(context.campaign).name,
			channel: objectOr(context.campaign).medium ?? call.channel,
			device: objectOr(context.device).type,
			platform: objectOr(context.os).name,
			sessionId: call.sessionId ?? context.sessionId,
		},
		properties: own,
	};
}

function objectOr(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}
