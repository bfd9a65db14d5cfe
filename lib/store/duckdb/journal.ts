import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { compiledLib } from '../../compute/compiledLib';
import { ServiceUnavailable, SetupNeeded } from '../../core/errors';
import type { CustomerEvent, RecordReceipt } from '../customerEvent';
import { groupWrites } from '../groupWrites';
import { openJournalFile, type JournalEntry, type WaitingEntry } from './journalFile';
import type { JournalAnswer, JournalCall } from './journalWorker';

/**
 * Events just received, in a file written by a thread of its own. What arrives while the disk is busy shares the next
 * write, so durability costs a busy site less for each event, and n8n's thread never waits for the disk.
 */
export interface Journal {
	/** Resolves when the events are on disk; a receipt per event says whether its id was new here. */
	write(events: readonly CustomerEvent[]): Promise<RecordReceipt[]>;
	/** Events not yet moved into the database, oldest first. */
	waiting(limit: number): Promise<{ readonly sequence: number; readonly event: CustomerEvent }[]>;
	/** How many wait; counts an event before its write resolves. */
	waitingCount(): number;
	/** Forgets the content of `count` events up to a sequence that are safe in the database; keeps their ids. */
	settle(sequence: number, count: number): Promise<void>;
	close(): Promise<void>;
}

export function openJournal(path: string): Journal {
	let waitingCount = countWaiting(path);
	let thread: JournalThread | undefined;
	const ask = async (call: JournalCall): Promise<JournalAnswer & { ok: true }> => {
		if (thread === undefined || thread.hasEnded()) thread = startThread(path);
		return await thread.ask(call);
	};
	const write = groupWrites(async (entries: readonly JournalEntry[]) => {
		const { value } = await ask({ what: 'write', entries });
		const fresh = value as boolean[];
		waitingCount += fresh.filter(Boolean).length;
		return fresh;
	});
	return {
		write: async (events) => {
			const fresh = await write(events.map(toEntry));
			return events.map(({ eventId }, index) => ({ eventId, stored: fresh[index] }));
		},
		waiting: async (limit) => {
			const { value } = await ask({ what: 'waiting', limit });
			return (value as WaitingEntry[]).map(({ sequence, content }) => ({
				sequence,
				event: JSON.parse(content) as CustomerEvent,
			}));
		},
		waitingCount: () => waitingCount,
		settle: async (sequence, count) => {
			await ask({ what: 'settle', sequence });
			waitingCount -= count;
		},
		close: async () => {
			if (thread !== undefined && !thread.hasEnded()) await thread.ask({ what: 'close' });
		},
	};
}

/** Makes the file where there is none, so that a folder that cannot be written is known at once. */
function countWaiting(path: string): number {
	const file = openJournalFile(path);
	const count = file.waitingCount();
	file.close();
	return count;
}

/** `earlierId` is the journal's alone: it is no part of the event. */
function toEntry(event: CustomerEvent): JournalEntry {
	const { earlierId, ...content } = event;
	return { eventId: event.eventId, content: JSON.stringify(content), ...(earlierId === undefined ? {} : { earlierId }) };
}

interface JournalThread {
	ask(call: JournalCall): Promise<JournalAnswer & { ok: true }>;
	hasEnded(): boolean;
}

function startThread(path: string): JournalThread {
	const module = `${join(compiledLib(), 'store', 'duckdb', 'journalWorker')}.js`;
	if (!existsSync(module)) throw new SetupNeeded(`The compiled file ${module} is missing: run "npm run build" first`);
	const worker = new Worker(module, { workerData: { path }, execArgv: [] });
	const calls: { resolve: (answer: JournalAnswer & { ok: true }) => void; reject: (error: Error) => void }[] = [];
	let ended = false;
	const end = (cause: unknown): void => {
		ended = true;
		const error = new ServiceUnavailable('the journal of the customer store ended unexpectedly', { cause });
		for (const call of calls.splice(0)) call.reject(error);
	};
	// An open store alone keeps no process alive; a write under way does.
	worker.unref();
	worker.on('error', end);
	worker.on('exit', end);
	worker.on('message', (answer: JournalAnswer) => {
		const call = calls.shift();
		if (calls.length === 0) worker.unref();
		if (answer.ok) call?.resolve(answer);
		else call?.reject(new ServiceUnavailable(`the customer store cannot write its journal: ${answer.reason}`));
	});
	return {
		ask: async (call) =>
			await new Promise((resolve, reject) => {
				calls.push({ resolve, reject });
				worker.ref();
				worker.postMessage(call);
			}),
		hasEnded: () => ended,
	};
}
