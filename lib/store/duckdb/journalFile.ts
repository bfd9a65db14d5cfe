import { DatabaseSync } from 'node:sqlite';

/** Ids remembered after their event moved on, so that a retried webhook is known as one. */
const REMEMBERED_MAX = 500_000;

/** An event on its way into the journal. */
export interface JournalEntry {
	readonly eventId: string;
	/** The id the same content had shortly before: when that one is known, this event is. */
	readonly earlierId?: string;
	/** The event as JSON. */
	readonly content: string;
}

export interface WaitingEntry {
	readonly sequence: number;
	readonly content: string;
}

/** The journal's file, on whichever thread opened it. */
export interface JournalFile {
	/** Writes all or nothing, on disk when it returns; says of each entry whether it was new here. */
	write(entries: readonly JournalEntry[]): boolean[];
	/** Entries not yet moved into the database, oldest first. */
	waiting(limit: number): WaitingEntry[];
	waitingCount(): number;
	/** Forgets the content of entries up to a sequence that are safe in the database; keeps their ids. */
	settle(sequence: number): void;
	close(): void;
}

/**
 * A small SQLite file beside the database, because a durable point write costs a tenth there. WAL with
 * synchronous=FULL: a commit is on disk.
 */
export function openJournalFile(path: string): JournalFile {
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
	const insert = database.prepare(`
		insert into journal (event_id, content)
		select ?, ? where not exists (select 1 from journal where event_id = ?)
		on conflict (event_id) do nothing`);
	const select = database.prepare(
		'select sequence, content from journal where content is not null order by sequence limit ?',
	);
	const count = database.prepare('select count(*) as n from journal where content is not null');
	const clear = database.prepare('update journal set content = null where sequence <= ? and content is not null');
	const forget = database.prepare(
		'delete from journal where content is null and sequence <= (select max(sequence) from journal) - ?',
	);
	return {
		write: (entries) =>
			inTransaction(database, () =>
				entries.map(
					({ eventId, content, earlierId }) => insert.run(eventId, content, earlierId ?? eventId).changes === 1,
				),
			),
		waiting: (limit) =>
			select.all(limit).map((row) => ({ sequence: Number(row.sequence), content: String(row.content) })),
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
