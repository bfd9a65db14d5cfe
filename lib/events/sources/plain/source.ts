import { InvalidInput } from '../../../core/errors';
import { isObject, type JsonObject } from '../../../core/parse';
import type { SentEvent, Source } from '../../types';

const objectKeys: readonly string[] = ['properties', 'traits'];

/** Plain JSON: one event, a list of events, or `{ events: [...] }`; keys by any name in `fieldNames`. */
export const plainSource = {
	name: 'plain',
	label: 'Plain JSON',
	proof: 'key',
	recognizes: () => true,
	keysOf: (_request, body) => (isObject(body) && typeof body.writeKey === 'string' ? [body.writeKey] : []),
	split: (body) => {
		const list = isObject(body) && Array.isArray(body.events) ? body.events : body;
		if (Array.isArray(list)) return list.map((event: unknown) => toSent(isObject(event) ? event : {}));
		if (isObject(list)) return [toSent(list)];
		throw new InvalidInput('the body is not JSON: expected an event, a list of events, or { "events": [...] }');
	},
	answer: ({ stored, duplicates, rejected }) => ({
		status: 200,
		body: { success: true, stored, duplicates, ...(rejected.length === 0 ? {} : { rejected }) },
	}),
	refuse: ({ status, sentence, rejected }) => ({
		status,
		body: { error: sentence, ...(rejected === undefined ? {} : { rejected }) },
	}),
} as const satisfies Source;

function toSent(event: JsonObject): SentEvent {
	// Warehouses hand over names in upper case: PROPERTIES.
	const nested = objectKeys.flatMap((key) => Object.keys(event).filter((name) => name.toLowerCase() === key))
		.map((name) => event[name])
		.filter(isObject);
	return { values: event, properties: Object.assign({}, ...nested) as JsonObject };
}
