import type { CustomerEvent, RecordReceipt } from '../events/types';
import type { Dialect } from '../sql/dialect';
import type { Sql } from '../sql/sql';

/** A row as an engine returns it: integers and instants are numbers, JSON is parsed, absent is null. */
export type Row = Readonly<Record<string, unknown>>;

/** Numbers of many customers without a row object each: values[c][r], NaN for null; keys[r] is the first column. */
export interface ColumnTable {
	readonly rows: number;
	readonly names: readonly string[];
	readonly keys: readonly string[];
	readonly values: readonly Float64Array[];
}

/** Reads and writes; inside a transaction all or nothing. */
export interface Session {
	/** Rows of a select. Refuses more than `rowsMax` (100,000 unless told): big results stay in the engine. */
	query<Result extends Row = Row>(statement: Sql, options?: { rowsMax?: number }): Promise<Result[]>;
	/** Runs a statement; returns the number of rows it changed. */
	execute(statement: Sql): Promise<number>;
	/** First column as text keys, the others as numbers, streamed in chunks: for training and assignment. */
	columns(statement: Sql): Promise<ColumnTable>;
	/** Appends columns to an existing table: keys into its first column, values into the others by position. */
	append(table: string, keys: readonly string[], values: readonly Float64Array[]): Promise<void>;
}

/** Where events, features, models and memberships live. Every member of `store/` keeps this contract. */
export interface Store extends Session {
	readonly dialect: Dialect;
	/** Where it lives, for people: a folder or a host; never a secret. */
	readonly place: string;
	transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/**
	 * Stores events once by id; durable when it resolves, also against `kill -9`. Receipts in the order given.
	 * Every later read sees them.
	 */
	recordEvents(events: readonly CustomerEvent[]): Promise<RecordReceipt[]>;
	/** Reads a file through the engine itself, so that a million rows never become objects here. */
	readonly files: FileReader;
	/** Bytes this store may use in memory, as enforced by the engine. */
	readonly memoryLimitBytes: number;
	close(): Promise<void>;
}

export type FileFormat = 'csv' | 'ndjson' | 'parquet';

/** Makes a file readable as a table of the engine. */
export interface FileReader {
	/** A relation over the file with every column as text (`columns` names them), and `row_number`. */
	open(path: string, format: FileFormat): Promise<OpenFile>;
}

export interface OpenFile {
	readonly columns: readonly string[];
	readonly relation: Sql;
}
