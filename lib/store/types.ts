import type { CustomerEvent, ExclusionReason, RecordReceipt } from './customerEvent';
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

/** What an import can fill; `unitPrice` times quantity is revenue where no column holds revenue itself. */
export const importFields = [
	'eventId',
	'kind',
	'name',
	'customerId',
	'anonymousId',
	'previousId',
	'occurredAt',
	'receivedAt',
	'sessionId',
	'channel',
	'campaign',
	'orderId',
	'productId',
	'quantity',
	'unitPrice',
	'revenue',
	'currency',
	'discount',
	'coupon',
	'device',
	'platform',
] as const;
export type ImportField = (typeof importFields)[number];

/** Which columns of a file mean what; several are tried in order, the first with a value counts. */
export interface FileMapping {
	readonly fields: Readonly<Partial<Record<ImportField, readonly string[]>>>;
	/** Columns kept as properties of the event under their own names. */
	readonly properties: readonly string[];
	/** A column that holds an object whose entries become properties (NDJSON). */
	readonly propertyObjects: readonly string[];
	/**
	 * Events that carry a price or value but are no purchase, by lower-case name without spaces and
	 * punctuation: their amount is no revenue.
	 */
	readonly notPurchases: readonly string[];
	/** Events that give money back, named alike: their amount counts as negative. */
	readonly refundNames: readonly string[];
	/** Format of times that are not ISO 8601 or Unix, in strptime's letters: "%m/%d/%Y %H:%M". */
	readonly timeFormat?: string;
	/** Currency of amounts without a currency column. */
	readonly currency: string;
}

/** Why a row was not stored; the counts of a result add up to its rows. */
export const rejectReasons = {
	unreadable: 'the line is not a JSON object',
	noCustomer: 'no customer: neither a customer id nor an anonymous id',
	noTime: 'no usable time',
	unknownKind: 'unknown event type',
	badNumber: 'an amount or quantity is not a number',
	optedOut: 'dropped: the customer objected to profiling',
	duplicate: 'duplicate of a row with the same id or, without ids, the same content',
} as const;
export type RejectReason = keyof typeof rejectReasons;

export interface ImportCounts {
	readonly rows: number;
	readonly stored: number;
	readonly refunds: number;
	readonly rejected: Readonly<Partial<Record<RejectReason, number>>>;
	/** Stored rows that are no behaviour, by reason. */
	readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
	/** Values of rejected rows, at most one per reason, for the error text; no personal columns. */
	readonly firstTimeSeen: string | null;
}

export interface FileImport {
	readonly mapping: FileMapping;
	readonly now: number;
	/** Looks at the outcome before it is kept: when it throws, nothing of the file is stored. */
	readonly accept?: (counts: ImportCounts) => void;
	/** What the door does to the rows. Absent: they stay as they are. */
	readonly screen?: FileScreen;
}

/** The door as SQL, applied while the file is read, so that no row is looked at twice. */
export interface FileScreen {
	/**
	 * Takes a relation with the columns of `events` and further ones, and gives one with the same rows and columns, values
	 * changed, and perhaps more columns. It may ask about the rows first.
	 */
	apply(rows: Sql, session: Session): Promise<Sql>;
	/** Condition on the columns of `events`: rows that are stored. */
	readonly kept?: Sql;
	/** Looks at the rows once more after `apply`, as a table, to count what it took. */
	count?(rows: Sql, session: Session): Promise<void>;
}

/** Reads files through the engine itself, so that a million rows never become objects here. */
export interface FileReader {
	/** The columns (CSV, Parquet) or keys (NDJSON, dotted inside objects) of a file. */
	columns(path: string, format: FileFormat): Promise<readonly string[]>;
	/** Stores the rows as events, once each; `now` bounds believable times. All or nothing. */
	importEvents(
		path: string,
		format: FileFormat,
		options: FileImport,
	): Promise<ImportCounts>;
}
