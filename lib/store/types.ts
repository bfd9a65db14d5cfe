import type { Readable } from 'node:stream';
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
	/** Inside a transaction: until its end nobody else holds what is named so, in any process. */
	lock(what: 'identities' | 'memberships' | 'messages' | 'models' | 'settings'): Promise<void>;
}

/** What a select somebody wrote is made of, as the engine's own parser reads it; all in lower case but constants. */
export interface SelectFacts {
	/** Tables it reads and does not make itself, with their schema where one is written. */
	readonly tables: readonly string[];
	/** Names of tables it makes itself (with … as). */
	readonly ownTables: readonly string[];
	/** Functions and operators, also those written without brackets such as current_date. */
	readonly functions: readonly string[];
	/** Texts in quotes. */
	readonly constants: readonly string[];
	/** Parts that are neither table, function nor plain expression, by the parser's name for them. */
	readonly otherParts: readonly string[];
}

/** Reads statements that people write, and runs none. */
export interface SelectReader {
	/** InvalidInput for anything but one select. */
	inspect(text: string): Promise<SelectFacts>;
	/** Columns a select gives. InvalidInput with what the engine says when it could not run. */
	describe(statement: Sql): Promise<readonly { readonly name: string; readonly isNumber: boolean }[]>;
}

/** Where events, features, models and memberships live. Every member of `store/` keeps this contract. */
export interface Store extends Session {
	readonly dialect: Dialect;
	/** Where it lives, for people: a folder or a host; never a secret. */
	readonly place: string;
	/** A store that several processes write to may run the work again, when one of them came in its way. */
	transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
	/**
	 * Stores events once by id; durable when it resolves, also against `kill -9`. Receipts in the order given.
	 * Every later read sees them.
	 */
	recordEvents(events: readonly CustomerEvent[]): Promise<RecordReceipt[]>;
	/** Reads files through the engine itself, so that a million rows never become objects here. */
	readonly files: FileReader;
	/** Absent where the engine has no parser to ask: what people write is then refused. */
	readonly selects?: SelectReader;
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
	unreadable: 'the line cannot be read: no JSON object, broken letters or too many columns',
	noCustomer: 'no customer: neither a customer id nor an anonymous id',
	noTime: 'no usable time',
	unknownKind: 'unknown event type',
	badNumber: 'an amount or quantity is not a number',
	optedOut: 'dropped: the customer objected to profiling',
	duplicate: 'duplicate of a row with the same id or, without ids, the same content',
} as const;
/** Columns of a file of rejected rows that are not of the input: they are ignored when it is imported again. */
export const rejectedColumns = { reason: 'rejected_because', line: 'unreadable_line' } as const;

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
	/** Rows in the file of rejected rows; duplicates and what an objection dropped are not written. */
	readonly rejectedWritten: number;
	/** Keys of JSON that the first part of a file did not have, kept as properties. */
	readonly laterKeys: readonly string[];
	/** Rows stored before this run, by the one that was interrupted. */
	readonly resumedAfter: number;
}

export interface FileImport {
	readonly mapping: FileMapping;
	readonly now: number;
	/** Looks at the outcome of the first part before it is kept: when it throws, nothing of the input is stored. */
	readonly accept?: (counts: ImportCounts) => void;
	/** What the door does to the rows. Absent: they stay as they are. */
	readonly screen?: FileScreen;
	/** A CSV file that the rows not stored are written to, as they came but screened, with their reason. */
	readonly rejected?: { readonly path: string; readonly rowsMax: number };
	/**
	 * Tells that it is the same import as one that was interrupted, which then goes on behind what it stored. Absent: starts
	 * from the beginning, and what is stored already counts as duplicate.
	 */
	readonly resumeKey?: string;
	/** Told after every part, with the counts so far. */
	readonly onPart?: (counts: ImportCounts) => void;
	/** Ends the import between two parts; what is stored stays. */
	readonly signal?: AbortSignal;
}

/** The door as SQL, applied while the file is read, so that no row is looked at twice. */
export interface FileScreen {
	/**
	 * What `apply` reads of the store, by the name of the table it reads it as: selects of one column of text, asked once,
	 * before the first part.
	 */
	readonly needs?: Readonly<Record<string, Sql>>;
	/**
	 * Takes a relation with the columns of `events` and further ones, and gives one with the same rows and columns, values
	 * changed, and perhaps more columns. It may ask about the rows first.
	 */
	apply(rows: Sql, session: Session): Promise<Sql>;
	/** Condition on the columns of `events`: rows that are stored. */
	readonly kept?: Sql;
	/** Looks at the rows of a part once more after `apply`, as a table, to count what it took. */
	count?(rows: Sql, session: Session): Promise<void>;
}

/** What is read as a file: one on this machine, or bytes that come from elsewhere. */
export interface BulkInput {
	/** For people: a path, an address, the name of a query; never a secret. */
	readonly name: string;
	readonly format: FileFormat;
	readonly path?: string;
	/** The bytes from their beginning, where there is no path. */
	readonly open?: () => Promise<Readable>;
}

/** Bytes from elsewhere that an import reads. */
export interface BulkSource {
	/** For people; its ending tells the format where `format` is absent. */
	readonly name: string;
	readonly format?: FileFormat;
	readonly open: () => Promise<Readable>;
	/**
	 * Changes with the content, such as an ETag: an import that was interrupted goes on only with the same. Asked after it was
	 * opened, because an answer says it. Absent or undefined: starts over.
	 */
	readonly version?: () => string | undefined;
}

export interface FileReader {
	/**
	 * Opens a file, or bytes, of any size: in parts of bounded size, one on the disk while another is stored.
	 * InvalidInput when it cannot be read as its format.
	 */
	open(input: BulkInput): Promise<BulkFile>;
}

/** An opened input; to be closed. */
export interface BulkFile {
	/** The columns (CSV, Parquet) or keys (JSON). */
	readonly columns: readonly string[];
	/** The same and the keys inside objects, dotted: what a mapping can name. */
	readonly names: readonly string[];
	/** What to know of how it was read, in sentences. */
	readonly notes: readonly string[];
	/**
	 * Stores the rows as events, once each; `now` bounds believable times. Part by part, each part all or nothing and
	 * durable before the next. Once only: the bytes are then used up.
	 */
	importEvents(options: FileImport): Promise<ImportCounts>;
	close(): Promise<void>;
}
