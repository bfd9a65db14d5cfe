import { EARLIEST_BELIEVABLE, eventKinds, type ExclusionReason } from '../customerEvent';
import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import { eventColumns, storeStaged } from '../ingest';
import type { FileFormat, FileImport, FileMapping, ImportCounts, ImportField, RejectReason, Session } from '../types';
import { fileRelation } from './files';

interface ImportRequest extends FileImport {
	readonly path: string;
	readonly format: FileFormat;
}

/**
 * Reads, types, screens and stores a file inside the engine; rows with impossible times are stored and marked.
 * Runs inside the caller's transaction.
 */
export async function importEvents(session: Session, request: ImportRequest): Promise<ImportCounts> {
	await readRows(session, request);
	const kept = request.screen?.kept ?? sql`true`;
	const read = await readOutcome(session, kept);
	const before = await countMarked(session);
	const usable = sql`(select ${joinSql(eventColumns.map((name) => identifier(name)))} from import_rows
		where reason is null and ${kept})`;
	const stored = await storeStaged(session, usable);
	const after = await countMarked(session);
	await session.execute(sql`drop table import_rows`);
	const duplicates = read.rows - stored - sum(Object.values(read.rejected));
	const counts: ImportCounts = {
		rows: read.rows,
		stored,
		refunds: after.refunds - before.refunds,
		rejected: { ...read.rejected, ...(duplicates > 0 ? { duplicate: duplicates } : {}) },
		excluded: gained(before.excluded, after.excluded),
		firstTimeSeen: read.firstTimeSeen,
	};
	request.accept?.(counts);
	return counts;
}

/** The file, typed and screened, as the temporary table `import_rows`. */
async function readRows(session: Session, request: ImportRequest): Promise<void> {
	const file = await fileRelation(session, request.path, request.format);
	const typed = sql`(${typedRows(request, file)})`;
	const screened = (await request.screen?.apply(typed, session)) ?? typed;
	await session.execute(sql`create or replace temp table import_rows as select * from ${screened} screened`);
	await request.screen?.count?.(sql`(select * from import_rows where reason is null)`, session);
}

/** What became of the rows before those that repeat are told. */
async function readOutcome(
	session: Session,
	kept: Sql,
): Promise<Pick<ImportCounts, 'rows' | 'rejected' | 'firstTimeSeen'>> {
	const [totals] = await session.query<{ rows: number; dropped: number; first_time: string | null }>(sql`
		select count(*) as rows, count(*) filter (where reason is null and not (${kept})) as dropped,
			any_value(time_text) filter (where reason = 'noTime') as first_time from import_rows`);
	const reasons = await session.query<{ reason: RejectReason; rows: number }>(sql`
		select reason, count(*) as rows from import_rows where reason is not null group by reason`);
	const rejected = Object.fromEntries(reasons.map((row) => [row.reason, row.rows]));
	return {
		rows: totals.rows,
		rejected: { ...rejected, ...(totals.dropped > 0 ? { optedOut: totals.dropped } : {}) },
		firstTimeSeen: totals.first_time,
	};
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

interface Marked {
	readonly refunds: number;
	readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
}

async function countMarked(session: Session): Promise<Marked> {
	const [{ refunds }] = await session.query<{ refunds: number }>(
		sql`select count(*) as refunds from events where revenue_cents < 0`,
	);
	const reasons = await session.query<{ excluded: ExclusionReason; rows: number }>(
		sql`select excluded, count(*) as rows from events where excluded is not null group by excluded`,
	);
	return { refunds, excluded: Object.fromEntries(reasons.map((row) => [row.excluded, row.rows])) };
}

function gained(before: Marked['excluded'], after: Marked['excluded']): Marked['excluded'] {
	const reasons = Object.keys(after) as ExclusionReason[];
	const rows = reasons.map((reason) => [reason, (after[reason] ?? 0) - (before[reason] ?? 0)] as const);
	return Object.fromEntries(rows.filter(([, count]) => count > 0));
}

const DAY = 86_400_000;

function typedRows({ format, mapping, now }: ImportRequest, file: Sql): Sql {
	const text = (field: ImportField): Sql => fieldText(mapping, format, field);
	const raw = sql`
		select ${readable(format, mapping)} as readable,
			coalesce(${text('eventId')}, 'row-' || md5(to_json(file)::varchar)) as event_id, lower(${text('kind')}) as kind_text,
			${text('name')} as name_text, ${text('customerId')} as customer_text,
			coalesce(${text('previousId')}, ${text('anonymousId')}) as anonymous_text,
			${text('occurredAt')} as time_text, ${text('receivedAt')} as received_text,
			${text('sessionId')} as session_id, ${text('channel')} as channel,
			${text('campaign')} as campaign, ${text('orderId')} as order_id,
			${text('productId')} as product_id, ${text('quantity')} as quantity_text,
			${text('unitPrice')} as price_text, ${text('revenue')} as revenue_text,
			${text('currency')} as currency_text, ${text('discount')} as discount_text,
			${text('coupon')} as coupon, ${text('device')} as device, ${text('platform')} as platform,
			${propertiesObject(mapping)} as properties
		from ${file} file`;
	const typed = sql`
		select *, ${instant(sql`time_text`, mapping.timeFormat)} as occurred_at,
			${instant(sql`received_text`, mapping.timeFormat)} as received_at_given,
			coalesce(kind_text, 'track') as kind,
			try_cast(quantity_text as double) as quantity,
			${revenue(mapping)} as revenue, try_cast(revenue_text as double) as revenue_number,
			try_cast(price_text as double) as price,
			try_cast(discount_text as double) as discount
		from (${raw}) raw`;
	return sql`
		select event_id, (md5_number_lower(event_id) >> 1)::bigint as event_hash,
			customer_text as customer_id, anonymous_text as anonymous_id, kind,
			${eventName} as name, occurred_at,
			coalesce(received_at_given, least(occurred_at, ${now})) as received_at,
			received_at_given is null as backfilled,
			session_id, channel, campaign, order_id, product_id, quantity,
			try_cast(round(revenue * 100) as bigint) as revenue_cents,
			case when revenue is null then null
				else coalesce(upper(currency_text), ${mapping.currency}) end as currency,
			try_cast(round(discount * 100) as bigint) as discount_cents, coupon, device, platform,
			properties::json as properties, ${exclusion(now)} as excluded, time_text, ${rejectReason} as reason
		from (${typed}) typed`;
}

/** A price makes revenue only where nothing names the event: the line of an order. */
function revenue({ notPurchases, refundNames }: FileMapping): Sql {
	const plainName = sql`regexp_replace(lower(name_text), '[^\\pL\\pN]', '', 'g')`;
	return sql`
		case when name_text is null then coalesce(try_cast(revenue_text as double),
				try_cast(price_text as double) * try_cast(quantity_text as double))
			when revenue_text is null then null
			when ${plainName} in (${joinSql(notPurchases)}) then null
			when ${plainName} in (${joinSql(refundNames)}) then -abs(try_cast(revenue_text as double))
			else try_cast(revenue_text as double) end`;
}

/** A row without an event name is an order line when it carries money: a refund when that is negative. */
const eventName = sql`
	case when kind in ('identify', 'group', 'alias') then kind
		when name_text is not null then name_text
		when kind <> 'track' then kind
		when revenue < 0 then 'Order Refunded'
		when revenue is not null then 'Order Completed'
		else 'Event' end`;

/** A line of NDJSON that is no object, or has no field that is known, is a row without any value. */
function readable(format: FileFormat, mapping: FileMapping): Sql {
	if (format !== 'ndjson') return sql`true`;
	const columns = Object.values(mapping.fields).flat().map((name) => columnText(name, format));
	return columns.length === 0 ? sql`true` : sql`coalesce(${joinSql(columns)}) is not null`;
}

/** History is judged by the clock of today: a file may well be older than its newest mistake. */
function exclusion(now: number): Sql {
	return sql`
		case when occurred_at < ${EARLIEST_BELIEVABLE} or occurred_at > coalesce(received_at_given, ${now}) + ${DAY}
			then 'impossibleTime' end`;
}

const rejectReason = sql`
		case when not readable then 'unreadable'
			when customer_text is null and anonymous_text is null then 'noCustomer'
			when occurred_at is null then 'noTime'
			when kind not in (${joinSql(eventKinds)}) then 'unknownKind'
			when (quantity_text is not null and quantity is null)
				or (revenue_text is not null and revenue_number is null)
				or (price_text is not null and price is null)
				or (discount_text is not null and discount is null)
				or ${joinSql(['quantity', 'revenue', 'discount'].map(unbelievable), ' or ')} then 'badNumber'
		end`;

/** The bound a number sent by webhook has, too; SQL reads "nan" and "inf" as numbers. */
function unbelievable(column: string): Sql {
	const number = sql`coalesce(${identifier(column)}, 0)`;
	return sql`not isfinite(${number}) or abs(${number}) > 1e12`;
}

/** First non-empty value among the mapped columns, as text; null when none is mapped. */
function fieldText(mapping: FileMapping, format: FileFormat, field: ImportField): Sql {
	const columns = mapping.fields[field] ?? [];
	if (columns.length === 0) return sql`null::varchar`;
	const values = columns.map((name) => sql`nullif(trim(${columnText(name, format)}), '')`);
	return sql`coalesce(${joinSql(values)})`;
}

/** A column as text; "properties.plan" reaches into an object of NDJSON. */
function columnText(name: string, format: FileFormat): Sql {
	if (format !== 'ndjson') return sql`${identifier(name)}::varchar`;
	const [column, ...path] = name.split('.');
	if (path.length === 0) return sql`${identifier(name)}::varchar`;
	return sql`(${identifier(column)} ->> ${jsonPath(path)})`;
}

function jsonPath(parts: readonly string[]): string {
	return `$.${parts.map((part) => `"${part.replaceAll('"', '\\"')}"`).join('.')}`;
}

function propertiesObject(mapping: FileMapping): Sql {
	const entries = mapping.properties.map((name) => sql`${name}, ${identifier(name)}`);
	const own = sql`json_object(${joinSql(entries)})`;
	if (mapping.propertyObjects.length === 0) return own;
	const objects = mapping.propertyObjects.map(
		(name) => sql`case when json_type(${identifier(name)}) = 'OBJECT' then ${identifier(name)} else '{}' end`,
	);
	if (mapping.properties.length === 0 && objects.length === 1) return objects[0];
	return sql`json_merge_patch(${joinSql([own, ...objects])})`;
}

/** Milliseconds since 1970 from ISO 8601 (UTC when it names no zone), Unix seconds or milliseconds. */
function instant(text: Sql, timeFormat: string | undefined): Sql {
	const custom =
		timeFormat === undefined ? sql`null` : sql`epoch_ms(try_strptime(${text}, ${timeFormat}))`;
	return sql`
		case when ${text} is null then null
			when ${text}[5] = '-' then coalesce(${custom}, epoch_ms(try_cast(${text} as timestamptz)))
			when regexp_full_match(${text}, '[0-9]{12,14}(\\.[0-9]+)?') then ${text}::double::bigint
			when regexp_full_match(${text}, '[0-9]{9,11}(\\.[0-9]+)?') then (${text}::double * 1000)::bigint
			else coalesce(${custom}, epoch_ms(try_cast(${text} as timestamptz))) end`;
}
