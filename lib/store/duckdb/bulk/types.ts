import type { Sql } from '../../../sql/sql';
import type { Session } from '../../types';

/** How the rows of an input look to SQL; the same for all its parts. */
export interface Layout {
	/** Columns of the relation. */
	readonly columns: readonly string[];
	/** Those that hold JSON, whose keys are reached as "column.key". */
	readonly nested: ReadonlySet<string>;
	/** For the mapping: the columns, and the keys inside those that hold objects. */
	readonly names: readonly string[];
	/** Whether a row without any known value is a line that could not be read. */
	readonly blankIsUnreadable: boolean;
	/** A further column of the relation: what a row has beyond its columns, which makes it unreadable. */
	readonly beyond?: string;
}

/** Some rows of an input. */
export interface Part {
	/** In the layout of this part. */
	rows(layout: Layout): Sql;
	/** Absent: as the first part's. Of JSON it may have further columns, for keys that were not there before. */
	layout?(session: Session): Promise<Layout>;
	/** Where it ends, in the unit its input is cut by: bytes or rows. */
	readonly end: number;
	/** After `rows` were read: a relation with `unreadable_line`, the text of lines that are not among them or are rows of nulls. */
	readonly unreadable?: Sql;
	/** Whether the lines of `unreadable` are among `rows`, as rows of nulls. */
	readonly unreadableAreRows: boolean;
	/** Frees what the part holds on the disk and in the session. */
	remove(session: Session): Promise<void>;
}

/** An input whose first part has been looked at. */
export interface PartReader {
	readonly layout: Layout;
	readonly notes: readonly string[];
	/** The parts that end behind `from`, in order; once only. */
	parts(from: number): AsyncGenerator<Part>;
	close(): Promise<void>;
}
