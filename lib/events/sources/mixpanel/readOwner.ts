import { textOf, type JsonObject } from '../../../core/parse';

/** Begins the distinct id of somebody nobody knows yet (Mixpanel's simplified id merge). */
const devicePrefix = '$device:';

export interface Owner {
	/** An event that joins ids says so itself, whatever it is named. */
	readonly type?: 'identify' | 'alias';
	readonly userId?: string;
	readonly anonymousId?: string;
	/** The id that became `userId`. */
	readonly previousId?: string;
}

/** Whose event it is: a customer's, a device's, or one that says that two ids are one person. */
export function readOwner(name: string | undefined, properties: JsonObject): Owner {
	const distinctId = textOf(properties.distinct_id);
	if (name === '$identify') return readIdentify(distinctId, properties);
	if (name === '$create_alias') return joined(distinctId, textOf(properties.alias), properties);
	if (name === '$merge') {
		const ids: readonly unknown[] = Array.isArray(properties.$distinct_ids) ? properties.$distinct_ids : [];
		return joined(textOf(ids[0]), textOf(ids[1]), properties);
	}
	return readPerson(distinctId, properties);
}

function readIdentify(distinctId: string | undefined, properties: JsonObject): Owner {
	const known = textOf(properties.$identified_id) ?? textOf(properties.$user_id) ?? distinctId;
	const device = textOf(properties.$anon_id) ?? textOf(properties.$device_id);
	return { type: 'identify', userId: known, anonymousId: deviceOf(device) };
}

function readPerson(distinctId: string | undefined, properties: JsonObject): Owner {
	const device = deviceOf(textOf(properties.$device_id));
	const userId = textOf(properties.$user_id);
	if (userId !== undefined) return { userId, anonymousId: device };
	return isDevice(distinctId, properties) ? { anonymousId: deviceOf(distinctId) } : { userId: distinctId, anonymousId: device };
}

/** The second id becomes the first, unless one of them is a device: that is joined to the other, the customer. */
function joined(first: string | undefined, second: string | undefined, properties: JsonObject): Owner {
	if (isDevice(first, properties)) return { type: 'identify', userId: second, anonymousId: deviceOf(first) };
	if (isDevice(second, properties)) return { type: 'identify', userId: first, anonymousId: deviceOf(second) };
	return { type: 'alias', userId: first, previousId: second };
}

function isDevice(id: string | undefined, properties: JsonObject): boolean {
	return id !== undefined && (id.startsWith(devicePrefix) || id === textOf(properties.$device_id));
}

function deviceOf(id: string | undefined): string | undefined {
	return id?.startsWith(devicePrefix) === true ? textOf(id.slice(devicePrefix.length)) : id;
}
