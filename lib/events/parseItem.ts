import type { Outcome } from '../core/outcome';
import type { ImportField } from '../store/types';
import { sentOf } from './mappedEvents';
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

/** An item of a workflow read as plain JSON: one outcome for each event in it, which should be one. */
export function parseItem(item: Readonly<Record<string, unknown>>, receivedAt: number): readonly Outcome<CustomerEvent>[] {
	return parseEvents(plainSource.split(item), receivedAt);
}
