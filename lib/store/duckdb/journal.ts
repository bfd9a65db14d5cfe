import { DatabaseSync } from 'node:sqlite';
import type { CustomerEvent, RecordReceipt } from '../customerEvent';

/** Ids remembered after their event moved on, so that a retried webhook is known as one. */
const REMEMBERED_MAX = 500_000;

/**
 * Events just received, in a small SQLite file beside the database, because a durable point write costs
 * a tenth there. What was written here is on disk (WAL, synchronous=FULL) before `write` returns.
 */
export interface Journal {
	/** Writes all or nothing; a receipt per event says whether its id was new here. */
	write(events: readonly CustomerEvent[]): RecordReceipt[];
	/** Events not yet moved into the database, oldest first. */
	waiting(limit: number): { readonly sequence: number; readonly event: CustomerEvent }[];
	waitingCount(): number;
	/** Forgets the content of events up to a sequence that are safe in the database; keeps their ids. */
	settle(sequence: number): void;
	close(): void;
}

export function openJournal(path: string): Journal {
	const database = new DatabaseSync(path);
	database.exec(`
		pragma journal_mode = wal;
		pragma synchronous = full;
		create table if not exists journal (
			sequence integer primary key autoincrement,
			event_id text not null unique,
			content text
		);
		create index if not exists waiting on journal (sequence) where content is not null;
	`);
	const insert = database.prepare(
		'insert into journal (event_id, content) values (?, ?) on conflict (event_id) do nothing',
	);
	const select = database.prepare(
		'select sequence, content from journal where content is not null order by sequence limit ?',
	);
	const count = database.prepare('select count(*) as n from journal where content is not null');
	const clear = database.prepare('update journal set content = null where sequence <= ?');
	const forget = database.prepare(
		'delete from journal where content is null and sequence <= (select max(sequence) from journal) - ?',
	);
	return {
		write: (events) =>
			inTransaction(database, () =>
				events.map((event) => ({
					eventId: event.eventId,
					stored: insert.run(event.eventId, JSON.stringify(event)).changes === 1,
				})),
			),
		waiting: (limit) =>
			select.all(limit).map((row) => ({
				sequence: Number(row.sequence),
				event: JSON.parse(String(row.content)) as CustomerEvent,
			})),
		waitingCount: () => Number(count.get()?.n ?? 0),
		settle: (sequence) =>
			inTransaction(database, () => {
				clear.run(sequence);
				forget.run(REMEMBERED_MAX);
			}),
		close: () => database.close(),
	};
}

function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
	database.exec('begin immediate');
	try {
		const result = work();
		database.exec('commit');
		return result;
	} catch (error) {
		database.exec('rollback');
		throw error;
	}
}
