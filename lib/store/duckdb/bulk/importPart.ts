import type { ExclusionReason } from '../../customerEvent';
import { identifier, joinSql, sql, type Sql } from '../../../sql/sql';
import { newRows, storeNew } from '../../ingest';
import { rejectedColumns, type FileImport, type ImportCounts, type RejectReason, type Session } from '../../types';
import { propertyText, typedRows, unmappedColumns, unreadableRows } from './typedRows';
import type { Layout, Part } from './types';

/** What one part adds to the counts of an import. */
export type PartCounts = Pick<ImportCounts, 'rows' | 'stored' | 'refunds' | 'rejected' | 'excluded' | 'firstTimeSeen' | 'laterKeys'>;

export interface PartRequest extends FileImport {
	readonly layout: Layout;
	/** Keys of this part that the first one did not have. */
	readonly laterKeys?: readonly string[];
}

/** The request as it is for one part: what only later lines have is kept as properties. */
export async function requestOf(session: Session, part: Part, request: PartRequest): Promise<PartRequest> {
	const layout = (await part.layout?.(session)) ?? request.layout;
	const later = layout.columns.filter((name) => !request.layout.columns.includes(name) && !notTheirs.includes(name));
	if (later.length === 0) return request;
	const { mapping } = request;
	return { ...request, layout, laterKeys: later, mapping: { ...mapping, properties: [...mapping.properties, ...later] } };
}

/** What this project wrote into the file itself. */
const notTheirs: readonly string[] = Object.values(rejectedColumns);

/**
 * Reads, types and screens a part inside the engine, as the temporary table `import_rows`. Outside of any transaction:
 * rows of a table that the same transaction made are read by one thread alone.
 */
export async function stagePart(session: Session, part: Part, request: PartRequest): Promise<void> {
	const typed = typedRows(part.rows(request.layout), request);
	const screened = (await request.screen?.apply(typed, session)) ?? typed;
	const unmapped = Object.keys(unmappedColumns(request.mapping, request.now)).map((name) => identifier(name));
	const filled = unmapped.length === 0 ? sql`*` : sql`* exclude (${joinSql(unmapped)})`;
	await session.execute(sql`create or replace temp table import_rows as select ${filled} from ${screened} screened`);
}

/** Hands staged rows to the store they are for: `work` runs in a transaction of that store, where they are `rows`. */
export type Carry = <Result>(
	session: Session,
	staged: Sql,
	work: (target: Session, rows: Sql) => Promise<Result>,
) => Promise<Result>;

/** Stores what was staged, once each; `keep` runs in the same transaction, and when it throws nothing is stored. */
export async function storePart(
	session: Session,
	{ part, request, carry }: { readonly part: Part; readonly request: PartRequest; readonly carry: Carry },
	keep: (target: Session, counts: PartCounts) => Promise<void>,
): Promise<PartCounts> {
	await request.screen?.count?.(sql`(select * from ${stagedRows(request)} staged where reason is null)`, session);
	const kept = request.screen?.kept ?? sql`true`;
	const read = await readOutcome(session, request, kept);
	const unseen = await countUnseen(session, part);
	const usable = sql`(select * from ${stagedRows(request)} staged where reason is null and ${kept})`;
	return await carry(session, usable, async (target, rows) => {
		const fresh = await newRows(target, rows);
		const marked = await countMarked(target, fresh);
		const stored = await storeNew(target, fresh);
		const rejected = {
			...read.rejected,
			unreadable: (read.rejected.unreadable ?? 0) + unseen,
			duplicate: read.rows - stored - sum(Object.values(read.rejected)),
		};
		const { laterKeys = [] } = request;
		const counts = { ...read, ...marked, laterKeys, rows: read.rows + unseen, stored, rejected: aboveZero(rejected) };
		await keep(target, counts);
		return counts;
	});
}

function aboveZero(counts: ImportCounts['rejected']): ImportCounts['rejected'] {
	return Object.fromEntries(Object.entries(counts).filter(([, rows]) => rows > 0));
}

/** The rows of a staged part that cannot be stored: `reason`, and all they came with as JSON `properties`, screened. */
export async function rejectedRows(session: Session, part: Part, request: PartRequest): Promise<Sql> {
	const rows = sql`select reason, properties from import_rows
		where reason is not null${part.unreadableAreRows ? sql` and (reason <> 'unreadable' or ${hasValue})` : sql``}`;
	if (part.unreadable === undefined) return sql`(${rows})`;
	const lines = unreadableRows(part.unreadable, request);
	const screened = (await request.screen?.apply(lines, session)) ?? lines;
	return sql`(${rows} union all select reason, properties from ${screened} lines)`;
}

const hasValue = sql`len(list_filter(json_keys(properties), lambda key:
	json_type(properties, '/' || replace(replace(key, '~', '~0'), '/', '~1')) <> 'NULL')) > 0`;

/** Lines that are no rows at all. */
async function countUnseen(session: Session, { unreadable, unreadableAreRows }: Part): Promise<number> {
	if (unreadable === undefined || unreadableAreRows) return 0;
	const [{ lines }] = await session.query<{ lines: number }>(sql`select count(*) as lines from ${unreadable} lines`);
	return lines;
}

/** The staged rows with all columns of `events`, and the number of each as `place`. */
function stagedRows({ mapping, now }: PartRequest): Sql {
	const unmapped = Object.entries(unmappedColumns(mapping, now)).map(([name, value]) => sql`${value} as ${identifier(name)}`);
	return sql`(select rowid as place, *${joinSql([sql``, ...unmapped])} from import_rows)`;
}

/** What became of the rows before those that repeat are told. */
async function readOutcome(
	session: Session,
	request: PartRequest,
	kept: Sql,
): Promise<Pick<ImportCounts, 'rows' | 'rejected' | 'firstTimeSeen'>> {
	const staged = stagedRows(request);
	const [totals] = await session.query<{ rows: number; dropped: number }>(sql`
		select count(*) as rows, count(*) filter (where reason is null and not (${kept})) as dropped from ${staged} staged`);
	const reasons = await session.query<{ reason: RejectReason; rows: number }>(sql`
		select reason, count(*) as rows from import_rows where reason is not null group by reason`);
	const rejected: ImportCounts['rejected'] = Object.fromEntries(reasons.map((row) => [row.reason, row.rows]));
	return {
		rows: totals.rows,
		rejected: { ...rejected, ...(totals.dropped > 0 ? { optedOut: totals.dropped } : {}) },
		firstTimeSeen: rejected.noTime === undefined ? null : await badTime(session, request),
	};
}

/** One time that could not be read, for the sentence that says so. */
async function badTime(session: Session, { mapping, layout }: PartRequest): Promise<string | null> {
	const time = propertyText(mapping.fields.occurredAt?.[0] ?? '', layout);
	const [found] = await session.query<{ time: string | null }>(sql`
		select ${time} as time from import_rows where reason = 'noTime' and ${time} is not null limit 1`);
	return found?.time ?? null;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

async function countMarked(session: Session, rows: Sql): Promise<Pick<PartCounts, 'refunds' | 'excluded'>> {
	const groups = await session.query<{ excluded: ExclusionReason | null; refunds: number; rows: number }>(sql`
		select excluded, count(*) as rows, count(case when revenue_cents < 0 then 1 end) as refunds
		from ${rows} batch group by excluded`);
	return {
		refunds: sum(groups.map(({ refunds }) => refunds)),
		excluded: Object.fromEntries(groups.flatMap((group) => (group.excluded === null ? [] : [[group.excluded, group.rows]]))),
	};
}
