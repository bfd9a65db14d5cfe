import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { enterLive, type CustomerEvent, type Engine, type LiveEntry } from '../../lib';
import { startingEvents } from './startingEvents';
import { toItem } from './toItem';

interface Starting {
	readonly startOn: string;
	readonly eventNames: string;
	readonly segmentNames: string;
	readonly isTest: boolean;
}

/** What an execution starts with: new events, or the events that brought a customer into a segment, with which one and why. */
export async function startingItems(
	engine: Engine,
	starting: Starting,
	fresh: readonly CustomerEvent[],
): Promise<INodeExecutionData[]> {
	if (starting.startOn !== 'entersSegment' || fresh.length === 0) {
		return startingEvents(starting, fresh).map((event) => ({ json: toItem(event) }));
	}
	const entries = wanted(starting.segmentNames, await enterLive(engine, fresh));
	const items = fresh.flatMap((event) => {
		const entered = entries.filter(({ eventId }) => eventId === event.eventId);
		return entered.length === 0 && !starting.isTest ? [] : [{ json: { ...toItem(event), entered: entered.map(shown) } }];
	});
	return items;
}

function wanted(names: string, entries: readonly LiveEntry[]): readonly LiveEntry[] {
	const asked = names.split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
	return asked.length === 0
		? entries
		: entries.filter(({ segment, segmentName }) => asked.includes(segment) || asked.includes(segmentName.toLowerCase()));
}

function shown({ segment, segmentName, because }: LiveEntry): IDataObject {
	return { segment, segmentName, because };
}
