import { InvalidInput } from '../core/errors';
import { isObject, numberOf, type JsonObject } from '../core/parse';
import { importFields, type ImportField } from '../store/types';
import { fieldNames, plainName } from './fieldNames';
import { plainSource } from './sources/plain/source';
import { eventKinds, type SentEvent, type Source } from './types';

/** How JSON of any shape is read as events, as the owner says it. */
export interface EventMapping {
	/** Where the body has its events, such as "data.items"; empty: the body itself is one event or a list. */
	readonly eventsAt: string;
	/** Where an event has what, such as "customer.id". Fields that are not named are found by the names they usually have. */
	readonly fields: Readonly<Partial<Record<ImportField, string>>>;
	/** Name of events that have none. */
	readonly eventName?: string;
	readonly amountsIn: 'wholeUnits' | 'cents';
	/** Currency of amounts that have none; EUR when absent. */
	readonly currency?: string;
}

/** Every field by the name it usually has; what else there is, as properties. */
export const everythingByName: EventMapping = { eventsAt: '', fields: {}, amountsIn: 'wholeUnits' };

const amounts: readonly ImportField[] = ['revenue', 'unitPrice', 'discount'];
const objectKeys: readonly string[] = ['properties', 'traits'];
const kinds: readonly string[] = eventKinds;

/** A sender whose words the owner has explained; answers as for plain JSON. */
export function mappedSource(mapping: EventMapping): Source {
	return {
		...plainSource,
		name: 'mapped',
		label: 'Other JSON, Mapped by You',
		split: (body) => eventsAt(body, mapping.eventsAt).map((event) => toSent(event, mapping)),
	};
}

/** One event of no particular sender. */
export function eventByName(event: JsonObject): SentEvent {
	return toSent(event, everythingByName);
}

/** An event whose fields are all known, and what else it has. */
export function sentOf(
	given: Readonly<Partial<Record<ImportField, unknown>>>,
	properties: JsonObject,
	called: SentEvent['called'] = {},
): SentEvent {
	const entries = Object.entries(given) as [ImportField, unknown][];
	const filled = entries.filter(([, value]) => value !== undefined && value !== null && value !== '');
	return {
		values: Object.fromEntries(filled.map(([field, value]) => [fieldNames[field][0], value])),
		properties,
		fieldsAreIn: 'values',
		called,
	};
}

function eventsAt(body: unknown, path: string): readonly JsonObject[] {
	const found = path === '' ? body : valueAt(body, path);
	if (Array.isArray(found)) return found.map((event: unknown) => (isObject(event) ? event : {}));
	if (isObject(found)) return [found];
	throw new InvalidInput(
		path === ''
			? 'the body is not JSON: expected an event or a list of events'
			: `the body has ${found === undefined ? 'nothing' : `a ${typeof found}`} at "${path}": expected the event or list of events that the mapping of the trigger looks for there`,
	);
}

function toSent(event: JsonObject, { fields, eventName, amountsIn, currency }: EventMapping): SentEvent {
	const used = new Set<string>();
	const read = (field: ImportField): unknown => {
		const path = fields[field];
		if (path === undefined) return byName(event, field, used);
		if (path in event) used.add(path);
		return valueAt(event, path);
	};
	// A fixed name stands before a guess, but not before a field that was named for it.
	const guessed = importFields.filter((field) => field !== 'name' || fields.name !== undefined || eventName === undefined);
	const given: Partial<Record<ImportField, unknown>> = Object.fromEntries(guessed.map((field) => [field, read(field)]));
	given.name ??= eventName;
	given.currency ??= currency;
	if (amountsIn === 'cents') for (const field of amounts) given[field] = fromCents(given[field]);
	return sentOf(given, propertiesOf(event, used), fields);
}

/** The first of the names that a field usually has, among the event's own. */
function byName(event: JsonObject, field: ImportField, used: Set<string>): unknown {
	const names = Object.keys(event);
	for (const usual of fieldNames[field]) {
		const name = names.find((one) => plainName(one) === usual && !used.has(one));
		if (name === undefined || event[name] === null || typeof event[name] === 'object') continue;
		// "type" is an event's kind only where it says one of them: in most JSON it is something else.
		if (field === 'kind' && !kinds.includes(String(event[name]).toLowerCase())) continue;
		used.add(name);
		return event[name];
	}
	return undefined;
}

function propertiesOf(event: JsonObject, used: ReadonlySet<string>): JsonObject {
	const own = Object.entries(event).filter(([name]) => !used.has(name));
	const isNested = ([name, value]: [string, unknown]): boolean => objectKeys.includes(name.toLowerCase()) && isObject(value);
	const nested = own.filter(isNested).map(([, value]) => value as JsonObject);
	const rest = own.filter((entry) => !isNested(entry));
	return Object.assign({}, ...nested, Object.fromEntries(rest)) as JsonObject;
}

/** A number in cents as one in whole units; what is no number stays, to be refused by its name. */
function fromCents(value: unknown): unknown {
	const cents = numberOf(value);
	return cents === undefined || Number.isNaN(cents) ? value : cents / 100;
}

/** "customer.id", "items[0].sku"; a key that is written with dots is found before the path they would be. */
export function valueAt(value: unknown, path: string): unknown {
	if (isObject(value) && Object.hasOwn(value, path)) return value[path];
	let found = value;
	for (const step of path.replace(/\[(\d+)\]/g, '.$1').split('.')) {
		if (Array.isArray(found)) found = /^\d+$/.test(step) ? (found as unknown[])[Number(step)] : undefined;
		else if (isObject(found) && Object.hasOwn(found, step)) found = found[step];
		else return undefined;
	}
	return found;
}
