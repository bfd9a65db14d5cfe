import { objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';
import { readOwner } from './readOwner';

/** Become fields of the event, or prove who sends. */
const fields: readonly string[] = ['token', 'distinct_id', 'time', '$insert_id', '$user_id', '$device_id', '$session_id'];

/** Operations on a profile besides `$set` and `$set_once`: kept as they were sent. */
const operations: readonly string[] = ['$add', '$append', '$union', '$remove', '$unset', '$delete'];

/** An event, or what is said of a person or a group; `sentAt` is what the sender's clock showed. */
export function toSent(call: JsonObject, sentAt: unknown): SentEvent {
	if (call.$group_key !== undefined) return toGroup(call);
	return call.event === undefined && call.$distinct_id !== undefined ? toProfile(call) : toEvent(call, sentAt);
}

function toEvent(call: JsonObject, sentAt: unknown): SentEvent {
	const properties = objectOr(call.properties);
	const name = textOf(call.event);
	const isPage = name === '$mp_web_page_view' || name === 'mp_page_view';
	return {
		values: {
			type: isPage ? 'page' : 'track',
			eventId: properties.$insert_id,
			event: isPage ? undefined : name,
			...readOwner(name, properties),
			timestamp: properties.time,
			sessionId: properties.$session_id,
			platform: properties.$os,
			device: properties.$device_type ?? properties.$device,
			channel: properties.utm_medium,
			campaign: properties.utm_campaign,
			// Looked up nowhere: what makes the id of an event that has none.
			call,
		},
		properties: Object.fromEntries(Object.entries(properties).filter(([field]) => !fields.includes(field))),
		sentAt,
	};
}

function toProfile(call: JsonObject): SentEvent {
	const owner = readOwner(undefined, { distinct_id: call.$distinct_id, $device_id: call.$device_id, $user_id: call.$user_id });
	return {
		values: { type: 'identify', ...owner, timestamp: call.$time, call },
		properties: { ...readTraits(call), ...readOperations(call) },
	};
}

/** A group is told by itself: no customer comes to be. */
function toGroup(call: JsonObject): SentEvent {
	const [groupType, groupId] = [textOf(call.$group_key), textOf(call.$group_id)];
	const owner = groupId === undefined ? {} : { anonymousId: `$${groupType}_${groupId}` };
	return {
		values: { type: 'group', ...owner, timestamp: call.$time, call },
		properties: { groupId, groupType, ...readTraits(call), ...readOperations(call) },
	};
}

/** Mixpanel's own traits have a `$`: "$email", "$first_name"; a country goes by its code. */
function readTraits({ $set, $set_once }: JsonObject): JsonObject {
	const traits = Object.entries({ ...objectOr($set_once), ...objectOr($set) });
	return Object.fromEntries(
		traits.map(([name, value]) => [name === '$country_code' ? 'country' : name.replace(/^\$/, ''), value]),
	);
}

function readOperations(call: JsonObject): JsonObject {
	return Object.fromEntries(operations.filter((name) => call[name] !== undefined).map((name) => [name, call[name]]));
}
