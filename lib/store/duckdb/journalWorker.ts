import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../core/invariant';
import { openJournalFile, type JournalEntry, type WaitingEntry } from './journalFile';

/** What the store's thread asks of the journal's, one at a time. */
export type JournalCall =
	| { readonly what: 'write'; readonly entries: readonly JournalEntry[] }
	| { readonly what: 'waiting'; readonly limit: number }
	| { readonly what: 'settle'; readonly sequence: number }
	| { readonly what: 'close' };

export type JournalAnswer =
	| { readonly ok: true; readonly value: boolean[] | WaitingEntry[] | null }
	| { readonly ok: false; readonly reason: string };

/** The entry of the journal's thread: waiting for the disk here leaves n8n's own thread free. */
function serve(): void {
	invariant(parentPort !== null, 'the journal worker runs in a thread of its own');
	const port = parentPort;
	const file = openJournalFile(String((workerData as { path: string }).path));
	port.on('message', (call: JournalCall) => {
		try {
			port.postMessage({ ok: true, value: answer(call) } satisfies JournalAnswer);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			port.postMessage({ ok: false, reason } satisfies JournalAnswer);
		}
		if (call.what === 'close') port.close();
	});

	function answer(call: JournalCall): boolean[] | WaitingEntry[] | null {
		if (call.what === 'write') return file.write(call.entries);
		if (call.what === 'waiting') return file.waiting(call.limit);
		if (call.what === 'settle') file.settle(call.sequence);
		else file.close();
		return null;
	}
}

serve();
