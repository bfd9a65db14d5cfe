import type { Engine } from '../engine';
import type { CustomerEvent, RecordReceipt } from './types';

/** Stores events once by id; durable when it resolves. One receipt an event says whether it was new. */
export async function recordEvents(
	engine: Pick<Engine, 'store'>,
	events: readonly CustomerEvent[],
): Promise<RecordReceipt[]> {
	return events.length === 0 ? [] : await engine.store.recordEvents(events);
}
