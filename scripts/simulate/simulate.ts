import { deliver } from './deliver';
import { liveThrough } from './liveThrough';
import { readOptions } from './options';
import { truthOf } from './truthOf';
import type { Life } from './lifeTypes';
import type { SimulatedCustomer, SimulatedEvent, SimulateOptions } from './types';

/**
 * Customers with their planted truth and their events, one after the other: memory is that of one
 * customer whatever their number. The same options give the same bytes; throws InvalidInput.
 */
export function* simulate(given: Partial<SimulateOptions> = {}): Generator<SimulatedCustomer> {
	const options = readOptions(given);
	for (let index = 0; index < options.customers; index += 1) yield simulateCustomer(options, index);
}

function simulateCustomer(options: SimulateOptions, index: number): SimulatedCustomer {
	const lived = liveThrough(options, index);
	const { life } = lived;
	const events = eventsOfWindow(life);
	return { truth: truthOf(lived), events, ...deliver(events, life.random.dirt, life.endsAt) };
}

/** Ids in order of time; an event belongs to the anonymous visitor or to the customer. */
function eventsOfWindow(life: Life): SimulatedEvent[] {
	const { person } = life;
	const events = life.events.filter(({ at }) => at < life.endsAt);
	for (const [place, event] of events.entries()) {
		event.messageId = `${person.userId}-${place + 1}`;
		if (event.anonymousId === undefined) event.userId = person.userId;
	}
	return events;
}
