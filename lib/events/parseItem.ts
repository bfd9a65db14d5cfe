import type { Outcome } from '../core/outcome';
import { parseEvents } from './parseEvents';
import { plainSource } from './sources/plain/source';
import type { CustomerEvent } from './types';

/** An item of a workflow read as plain JSON: one outcome for each event in it, which should be one. */
export function parseItem(item: Readonly<Record<string, unknown>>, receivedAt: number): readonly Outcome<CustomerEvent>[] {
	return parseEvents(plainSource.split(item), receivedAt);
}
