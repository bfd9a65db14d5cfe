import type { Outcome } from '../core/outcome';
import type { JsonObject } from '../core/parse';
import type { ImportField } from '../store/types';
import { eventByName, sentOf } from './mappedEvents';
import { parseEvents } from './parseEvents';
import { plainSource } from './sources/plain/source';
import type { CustomerEvent } from './types';

/** An item whose fields the owner has mapped by hand; what else it has become its properties. */
export function parseMappedItem(
	given: Readonly<Partial<Record<ImportField, unknown>>>,
	properties: Readonly<Record<string, unknown>>,
	receivedAt: number,
): Outcome<CustomerEvent> {
	return parseEvents([sentOf(given, properties)], receivedAt)[0];
}

/**
 * An item of a workflow, its fields by the names they usually have and the rest as properties: one outcome for each event in
 * it, which should be one.
 */
export function parseItem(item: JsonObject, receivedAt: number): readonly Outcome<CustomerEvent>[] {
	const isBody = Array.isArray(item.events);
	return parseEvents(isBody ? plainSource.split(item) : [eventByName(item)], receivedAt);
}
