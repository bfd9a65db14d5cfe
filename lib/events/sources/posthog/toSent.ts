import { isObject, numberOf, objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { EventKind, SentEvent } from '../../types';
import { readOwner } from './readOwner';

/** PostHog's own events that are more than something done; `$set` alone only says what a person is. */
const kinds: Readonly<Record<string, EventKind>> = {
	$pageview: 'page', $screen: 'screen', $identify: 'identify', $set: 'identify', $groupidentify: 'group',
	$create_alias: 'alias', $merge_dangerously: 'alias',
};

/** The fields of a call wherever the many versions of the libraries put them. */
export interface Call {
	readonly name: string | undefined;
	readonly kind: EventKind;
	readonly distinctId: string | undefined;
	readonly properties: JsonObject;
	/** As it was sent. */
	readonly raw: JsonObject;
}

/** One call; /engage of old libraries sends `$set` itself, without an event. */
export function readCall(raw: JsonObject): Call {
	const properties = objectOr(raw.properties);
	const merged = { ...pick(raw, ['$set', '$set_once', '$unset']), ...properties };
	const name = textOf(raw.event) ?? (merged.$set === undefined && merged.$set_once === undefined ? undefined : '$set');
	return {
		name,
		kind: name !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : 'track',
		distinctId: textOf(raw.distinct_id) ?? textOf(raw.$distinct_id) ?? textOf(merged.distinct_id),
		properties: { ...merged, ...pick(objectOr(raw.options), ['process_person_profile']) },
		raw,
	};
}

/** A call as an event; `sentAt` is what the sender's clock showed. */
export function toSent(call: Call, sentAt: unknown): SentEvent {
	const { name, properties, raw } = call;
	const userAgent = textOf(properties.$raw_user_agent) ?? textOf(properties.$user_agent);
	return {
		values: {
			eventId: textOf(raw.uuid) ?? textOf(properties.$insert_id) ?? textOf(raw.message_id),
			type: call.kind,
			event: nameOf(call, name),
			...readOwner(call),
			sessionId: textOf(properties.$session_id) ?? textOf(raw.session_id),
			device: properties.$device_type,
			platform: properties.$os,
			channel: properties.utm_medium,
			campaign: properties.utm_campaign,
			// Looked up nowhere: what makes the id of an event that has none.
			call: pick(raw, ['event', 'properties', '$set', '$set_once']),
			...readTime(call),
		},
		properties: keptProperties(call),
		...readSentAt(call, sentAt),
		...(userAgent === undefined ? {} : { userAgent }),
	};
}

/**
 * What a call about something else says of the person beside it, as an identify of its own; none where it only adds
 * what the library notes of itself ("$browser", "$initial_referrer").
 */
export function traitsOf(call: Call, sentAt: unknown): readonly SentEvent[] {
	if (call.kind === 'identify') return [];
	const traits = readTraits(call.properties);
	if (Object.keys(traits).every((trait) => trait.startsWith('$'))) return [];
	const { values, ...event } = toSent(call, sentAt);
	const eventId = textOf(values.eventId);
	const { userId, anonymousId } = readOwner(call);
	const owner = { userId, anonymousId };
	return [
		{
			...event,
			values: {
				type: 'identify', ...owner, traits, timestamp: values.timestamp,
				...(eventId === undefined ? {} : { eventId: `${eventId}-set` }),
			},
			properties: traits,
			beside: true,
		},
	];
}

function nameOf({ kind, properties }: Call, name: string | undefined): string | undefined {
	if (kind === 'screen') return textOf(properties.$screen_name);
	return kind === 'page' ? undefined : name;
}

function readTraits(properties: JsonObject): JsonObject {
	return { ...objectOr(properties.$set_once), ...objectOr(properties.$set) };
}

/** Everything that was sent but the key and what became fields of another kind of event. */
function keptProperties({ kind, properties }: Call): JsonObject {
	if (kind === 'identify') return { ...readTraits(properties), ...pick(properties, ['$unset']) };
	if (kind === 'group') {
		const group = { groupId: properties.$group_key, groupType: properties.$group_type };
		return { ...group, ...objectOr(properties.$group_set) };
	}
	const { token: _token, distinct_id: _distinctId, process_person_profile: _profile, ...kept } = properties;
	return kept;
}

/** Any instant: only the distance to it counts. */
const someInstant = 1_000_000_000_000;

/** Old browser libraries send how long ago it happened instead of a time. */
function readTime({ raw, properties }: Call): { readonly timestamp?: unknown } {
	const timestamp = raw.timestamp ?? properties.timestamp;
	if (timestamp !== undefined && timestamp !== null) return { timestamp };
	const offset = offsetOf(raw);
	return offset === undefined ? {} : { timestamp: someInstant - offset };
}

function readSentAt({ raw, properties }: Call, sentAt: unknown): { readonly sentAt?: unknown } {
	if (properties.$ignore_sent_at === true || objectOr(raw.options).disable_skew_correction === true) return {};
	const hasTime = raw.timestamp !== undefined || properties.timestamp !== undefined;
	if (!hasTime && offsetOf(raw) !== undefined) return { sentAt: someInstant };
	return { sentAt: raw.sent_at ?? sentAt };
}

function offsetOf({ offset }: JsonObject): number | undefined {
	const number = numberOf(offset);
	return number !== undefined && number >= 0 && number < someInstant / 10 ? number : undefined;
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
	return Object.fromEntries(names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]));
}

/** The calls of a body: one, a list, or a batch; undefined for anything else. */
export function callsOf(body: unknown): readonly unknown[] | undefined {
	if (Array.isArray(body)) return body;
	if (!isObject(body)) return undefined;
	if (body.batch !== undefined) return Array.isArray(body.batch) ? body.batch : undefined;
	return [body];
}
