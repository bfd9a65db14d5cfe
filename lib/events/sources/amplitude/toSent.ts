import { isObject, numberOf, objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { EventKind, SentEvent } from '../../types';

/** Amplitude's own events that are more than something done. */
const kinds: Readonly<Record<string, EventKind>> = {
	$identify: 'identify', $groupidentify: 'group', '[Amplitude] Page Viewed': 'page', '[Amplitude] Screen Viewed': 'screen',
};

/** Operations of `user_properties` whose values are what the person now is; the others change what is kept elsewhere. */
const settingOperations: readonly string[] = ['$setOnce', '$set'];

/** One event of `events`. */
export function toSent(event: JsonObject, sentAt: unknown): SentEvent {
	const kind = kindOf(event);
	const properties = propertiesOf(event, kind);
	const userAgent = textOf(event.user_agent);
	return {
		values: {
			eventId: event.insert_id,
			type: kind,
			event: kind === 'screen' ? objectOr(event.event_properties)['[Amplitude] Screen Name'] : nameOf(event, kind),
			...ownerOf(event),
			timestamp: event.time,
			// -1 is an event outside any session.
			sessionId: numberOf(event.session_id) === -1 ? undefined : event.session_id,
			device: event.device_type,
			platform: textOf(event.platform) ?? event.os_name,
			productId: event.productId ?? event.product_id,
			...readMoney(event),
			// Looked up nowhere: what makes the id of an event that has none.
			content: { event_type: event.event_type, properties, groups: event.groups, event_id: event.event_id },
		},
		properties,
		sentAt,
		...(userAgent === undefined ? {} : { userAgent }),
	};
}

/** What an event about something else says of the person beside it, as an identify of its own. */
export function traitsOf(event: JsonObject, sentAt: unknown): readonly SentEvent[] {
	if (event.event_type === '$identify') return [];
	const traits = readTraits(event.user_properties);
	if (Object.keys(traits).length === 0) return [];
	const id = textOf(event.insert_id);
	const eventId = id === undefined ? {} : { eventId: `${id}-set` };
	const values = { type: 'identify', ...eventId, ...ownerOf(event), timestamp: event.time, traits };
	return [{ values, properties: traits, sentAt, beside: true }];
}

/** A server may describe a group in the name of nobody: then it is told by the group, and no customer comes to be. */
function ownerOf(event: JsonObject): JsonObject {
	const [userId, deviceId] = [textOf(event.user_id), textOf(event.device_id)];
	if (userId !== undefined || deviceId !== undefined || event.event_type !== '$groupidentify') {
		return { userId, anonymousId: deviceId };
	}
	const [group] = Object.entries(objectOr(event.groups));
	return group === undefined ? {} : { anonymousId: `$${group[0]}_${textOf(group[1]) ?? ''}` };
}

function kindOf(event: JsonObject): EventKind {
	const type = textOf(event.event_type);
	if (type === undefined || !Object.hasOwn(kinds, type)) return 'track';
	return kinds[type] === 'identify' && joinsGroup(event) ? 'group' : kinds[type];
}

/** The libraries' setGroup is an identify that sets nothing but the group. */
function joinsGroup({ groups, user_properties: person }: JsonObject): boolean {
	const set = Object.keys(objectOr(objectOr(person).$set));
	return isObject(groups) && set.length > 0 && set.every((name) => Object.hasOwn(groups, name));
}

function nameOf(event: JsonObject, kind: EventKind): unknown {
	return kind === 'track' ? event.event_type : undefined;
}

function propertiesOf(event: JsonObject, kind: EventKind): JsonObject {
	if (kind === 'identify') return readTraits(event.user_properties, 'withOperations');
	if (kind === 'group') return { groups: objectOr(event.groups), ...readTraits(event.group_properties, 'withOperations') };
	const beside = ['groups', 'price', 'quantity', 'revenue', 'revenueType', 'productId', 'currency'];
	const present = beside.filter((name) => event[name] !== undefined && event[name] !== null && event[name] !== '');
	return { ...Object.fromEntries(present.map((name) => [name, event[name]])), ...objectOr(event.event_properties) };
}

/** `$set` and plain names are traits; what adds, appends or removes is kept as it was sent, where asked for. */
function readTraits(value: unknown, operations: 'withOperations' | 'settingOnly' = 'settingOnly'): JsonObject {
	const entries = Object.entries(objectOr(value));
	const isKept = ([name]: readonly [string, unknown]) =>
		!name.startsWith('$') || (operations === 'withOperations' && !settingOperations.includes(name));
	const set = settingOperations.map((name) => objectOr(objectOr(value)[name]));
	return { ...Object.fromEntries(entries.filter(isKept)), ...Object.assign({}, ...set) };
}

/**
 * The revenue of an event: named, or price times quantity (1 unless said), beside the properties or, with a `$`, among
 * them. A `revenueType` of refund gives money back. The unit price itself is no field of the event.
 */
function readMoney(event: JsonObject): JsonObject {
	const properties = objectOr(event.event_properties);
	const look = (name: string) => event[name] ?? properties[`$${name}`];
	const revenue = look('revenue') ?? multiply(look('price'), look('quantity'));
	const isRefund = /^refund/i.test(textOf(look('revenueType')) ?? '');
	return {
		quantity: look('quantity'),
		currency: look('currency'),
		...(revenue === undefined ? {} : { revenue: isRefund ? negative(revenue) : revenue }),
	};
}

/** What is no number is handed on as it is, for the sentence that refuses it. */
function multiply(price: unknown, quantity: unknown): unknown {
	const [one, pieces] = [numberOf(price), numberOf(quantity) ?? 1];
	if (one === undefined || Number.isNaN(one)) return price;
	return Number.isNaN(pieces) ? quantity : one * pieces;
}

function negative(amount: unknown): unknown {
	const number = numberOf(amount);
	return number === undefined || Number.isNaN(number) ? amount : -Math.abs(number);
}
