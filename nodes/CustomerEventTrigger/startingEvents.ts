import type { CustomerEvent } from '../../lib';

interface Starting {
	/** "nothing", "chosenEvents" or "everyEvent". */
	readonly startOn: string;
	/** Names separated by commas. */
	readonly eventNames: string;
	/** A test in the editor always shows what came. */
	readonly isTest: boolean;
}

/** The new events an execution starts for. */
export function startingEvents(starting: Starting, fresh: readonly CustomerEvent[]): readonly CustomerEvent[] {
	if (starting.isTest || starting.startOn === 'everyEvent') return fresh;
	if (starting.startOn !== 'chosenEvents') return [];
	const names = starting.eventNames.split(',').map((name) => name.trim().toLowerCase());
	return fresh.filter((event) => names.includes(event.name.toLowerCase()));
}
