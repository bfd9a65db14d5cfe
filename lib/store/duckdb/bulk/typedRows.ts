import { EARLIEST_BELIEVABLE, eventKinds } from '../../customerEvent';
import { identifier, joinSql, sql, type Sql } from '../../../sql/sql';
import type { FileMapping, ImportField } from '../../types';
import { eventHash } from '../eventHash';
import { literal, unreadableLine } from './layouts';
import type { Layout } from './types';

const DAY = 86_400_000;

/**
 * The rows of an input as a relation with the columns of `events` and the reason why a row cannot be stored; such a row has all it came with as its properties, for the file of rejected rows.
 */
export function typedRows(
	source: Sql,
	{ layout, mapping, now }: { readonly layout: Layout; readonly mapping: FileMapping; readonly now: number },
): Sql {
	const text = (field: ImportField): Sql => fieldText(mapping, layout, field);
	const raw = sql`
		select ${readable(layout, mapping)} as readable,
			${structOf(layout.beyond === undefined ? layout.columns : [...layout.columns, layout.beyond])} as source_row,
			coalesce(${text('eventId')}, 'row-' || md5(to_json(${structOf(layout.columns)})::varchar)) as event_id, lower(${text('kind')}) as kind_text,
			${text('name')} as name_text, ${plainNameOf(mapping, text('name'), text('revenue'))} as plain_name, ${text('customerId')} as customer_text,
			coalesce(${text('previousId')}, ${text('anonymousId')}) as anonymous_text,
			${text('occurredAt')} as time_text, ${text('receivedAt')} as received_text,
			${text('sessionId')} as session_id, ${text('channel')} as channel,
			${text('campaign')} as campaign, ${text('orderId')} as order_id,
			${text('productId')} as product_id, ${text('quantity')} as quantity_text,
			${text('unitPrice')} as price_text, ${text('revenue')} as revenue_text,
			${text('currency')} as currency_text, ${text('discount')} as discount_text,
			${text('coupon')} as coupon, ${text('device')} as device, ${text('platform')} as platform,
			${propertiesObject(mapping)} as own_properties
		from ${source} source`;
	const typed = sql`
		select *, ${instant(sql`time_text`, mapping.timeFormat)} as occurred_at,
			${instant(sql`received_text`, mapping.timeFormat)} as received_at_given,
			coalesce(kind_text, 'track') as kind,
			try_cast(quantity_text as double) as quantity,
			${revenue(mapping)} as revenue, try_cast(revenue_text as double) as revenue_number,
			try_cast(price_text as double) as price,
			try_cast(discount_text as double) as discount
		from (${raw}) raw`;
	return sql`(
		select event_id, ${eventHash(sql`event_id`)} as event_hash,
			customer_text as customer_id, anonymous_text as anonymous_id, kind,
			${eventName} as name, occurred_at,
			coalesce(received_at_given, least(occurred_at, ${now})) as received_at,
			received_at_given is null as backfilled,
			session_id, channel, campaign, order_id, product_id, quantity,
			try_cast(round(revenue * 100) as bigint) as revenue_cents,
			case when revenue is null then null
				else coalesce(upper(currency_text), ${mapping.currency}) end as currency,
			try_cast(round(discount * 100) as bigint) as discount_cents, coupon, device, platform,
			case when reason is null then own_properties else to_json(source_row) end::json as properties,
			${exclusion(now)} as excluded, reason
		from (select *, ${rejectReason(mapping)} as reason from (${typed}) typed) judged)`;
}

/** Columns of `events` that are the same for every row of an import with this mapping, or follow from another: not carried through the staged rows. */
export function unmappedColumns({ fields }: FileMapping, now: number): Readonly<Record<string, Sql>> {
	const empty = sql`null`;
	const columns: readonly (readonly [string, Sql, ...ImportField[]])[] = [
		['anonymous_id', empty, 'anonymousId', 'previousId'],
		['kind', sql`'track'`, 'kind'],
		['received_at', sql`least(occurred_at, ${now})`, 'receivedAt'],
		['backfilled', sql`true`, 'receivedAt'],
		['session_id', empty, 'sessionId'],
		['channel', empty, 'channel'],
		['campaign', empty, 'campaign'],
		['order_id', empty, 'orderId'],
		['product_id', empty, 'productId'],
		['quantity', empty, 'quantity'],
		['revenue_cents', empty, 'revenue', 'unitPrice'],
		['currency', empty, 'revenue', 'unitPrice'],
		['discount_cents', empty, 'discount'],
		['coupon', empty, 'coupon'],
		['device', empty, 'device'],
		['platform', empty, 'platform'],
	];
	const unmapped = columns.filter(([, , ...sources]) => sources.every((field) => fields[field] === undefined));
	return Object.fromEntries(unmapped.map(([name, value]) => [name, value]));
}

/** Lines that could not be read, as rows of the same shape. */
export function unreadableRows(
	lines: Sql,
	{ mapping, now }: { readonly mapping: FileMapping; readonly now: number },
): Sql {
	const columns = [unreadableLine];
	const layout = { columns, names: columns, nested: new Set<string>(), blankIsUnreadable: false };
	const bare = { ...mapping, fields: {}, properties: columns, propertyObjects: [] };
	return sql`(select * replace ('unreadable' as reason) from ${typedRows(lines, { layout, mapping: bare, now })} rows)`;
}

/** The name without signs, made only for rows with an amount: it costs more than all else that is read of a row. */
function plainNameOf({ fields }: FileMapping, name: Sql, revenue: Sql): Sql {
	if (fields.name === undefined || fields.revenue === undefined) return sql`null::varchar`;
	return sql`case when ${revenue} is not null then regexp_replace(lower(${name}), '[^\\pL\\pN]', '', 'g') end`;
}

function isPurchase({ notPurchases }: FileMapping): Sql {
	return sql`(name_text is null or not list_contains(${notPurchases}, plain_name))`;
}

/** A price makes revenue only where nothing names the event: the line of an order. */
function revenue({ notPurchases, refundNames }: FileMapping): Sql {
	return sql`
		case when name_text is null then coalesce(try_cast(revenue_text as double),
				try_cast(price_text as double) * try_cast(quantity_text as double))
			when revenue_text is null then null
			when list_contains(${notPurchases}, plain_name) then null
			when list_contains(${refundNames}, plain_name) then -abs(try_cast(revenue_text as double))
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

/** The row as one value, of which JSON is made only where it is needed. */
function structOf(columns: readonly string[]): Sql {
	return sql`{${joinSql(columns.map((name) => sql`${literal(name)}: ${identifier(name)}`))}}`;
}

/** A row that is too long, and a line of JSON that is no object, or has no field that is known: a row without any value. */
function readable(layout: Layout, mapping: FileMapping): Sql {
	if (layout.beyond !== undefined) return sql`${identifier(layout.beyond)} is null`;
	if (!layout.blankIsUnreadable) return sql`true`;
	const columns = Object.values(mapping.fields).flat().map((name) => columnText(name, layout));
	return columns.length === 0 ? sql`true` : sql`coalesce(${joinSql(columns)}) is not null`;
}

/** History is judged by the clock of today: a file may well be older than its newest mistake. */
function exclusion(now: number): Sql {
	return sql`
		case when occurred_at < ${EARLIEST_BELIEVABLE} or occurred_at > coalesce(received_at_given, ${now}) + ${DAY}
			then 'impossibleTime' end`;
}

/** What is not used is not asked for: the price of a named event, the amount of a step before the purchase. */
function rejectReason(mapping: FileMapping): Sql {
	return sql`
		case when not readable then 'unreadable'
			when customer_text is null and anonymous_text is null then 'noCustomer'
			when occurred_at is null then 'noTime'
			when not list_contains(${eventKinds}, kind) then 'unknownKind'
			when (quantity_text is not null and quantity is null)
				or (revenue_text is not null and revenue_number is null and ${isPurchase(mapping)})
				or (name_text is null and revenue_text is null and (price_text is not null and price is null or ${unbelievable('price')}))
				or (discount_text is not null and discount is null)
				or ${joinSql(['quantity', 'revenue', 'discount'].map(unbelievable), ' or ')} then 'badNumber'
		end`;
}

/** The bound a number sent by webhook has, too; SQL reads "nan" and "inf" as numbers, of which "nan" is the greatest. */
function unbelievable(column: string): Sql {
	return sql`not (coalesce(${identifier(column)}, 0) between -1e12 and 1e12)`;
}

/** First non-empty value among the mapped columns, as text without spaces around it; null when none is mapped. */
function fieldText(mapping: FileMapping, layout: Layout, field: ImportField): Sql {
	const columns = mapping.fields[field] ?? [];
	if (columns.length === 0) return sql`null::varchar`;
	return sql`coalesce(${joinSql(columns.map((name) => trimmed(columnText(name, layout))))})`;
}

/** Hardly any value has a space at an end, and to look for one costs a tenth of cutting it off. */
function trimmed(text: Sql): Sql {
	return sql`case when ${text} = '' or starts_with(${text}, ' ') or ends_with(${text}, ' ')
		then nullif(trim(${text}), '') else ${text} end`;
}

/** A column as text; "properties.plan" reaches into an object. */
function columnText(name: string, { columns, nested }: Layout): Sql {
	const [column, ...path] = name.split('.');
	if (path.length === 0 || columns.includes(name) || !nested.has(column)) return sql`${identifier(name)}::varchar`;
	return sql`(${identifier(column)} ->> ${jsonPath(path)})`;
}

/** What a rejected row had in a column, which it keeps among its properties. */
export function propertyText(name: string, { columns, nested }: Layout): Sql {
	const [column, ...path] = name.split('.');
	const keys = path.length === 0 || columns.includes(name) || !nested.has(column) ? [name] : [column, ...path];
	return sql`json_extract_string(properties, ${jsonPath(keys)})`;
}

function jsonPath(parts: readonly string[]): string {
	return `$.${parts.map((part) => `"${part.replaceAll('"', '\\"')}"`).join('.')}`;
}

function propertiesObject(mapping: FileMapping): Sql {
	const entries = mapping.properties.map((name) => sql`${name}, ${identifier(name)}`);
	const own = sql`json_object(${joinSql(entries)})`;
	if (mapping.propertyObjects.length === 0) return own;
	const objects = mapping.propertyObjects.map(
		(name) => sql`case when case when json_valid(${identifier(name)}) then json_type(${identifier(name)}) = 'OBJECT' else false end
			then ${identifier(name)} else '{}' end`,
	);
	if (mapping.properties.length === 0 && objects.length === 1) return objects[0];
	return sql`json_merge_patch(${joinSql([own, ...objects])})`;
}

/**
 * Milliseconds since 1970 from the owner's format, ISO 8601 (UTC when it names no zone), Unix seconds or milliseconds. No
 * run of digits is a time of ISO 8601 to the engine, so that nearly every row is read at the first attempt.
 */
function instant(text: Sql, timeFormat: string | undefined): Sql {
	const iso = sql`epoch_ms(try_cast(${text} as timestamptz))`;
	const read = timeFormat === undefined ? iso : sql`coalesce(epoch_ms(try_strptime(${text}, ${timeFormat})), ${iso})`;
	return sql`coalesce(${read}, case
		when regexp_full_match(${text}, '[0-9]{12,14}(\\.[0-9]+)?') then trunc(${text}::double)::bigint
		when regexp_full_match(${text}, '[0-9]{9,11}(\\.[0-9]+)?') then trunc(${text}::double * 1000)::bigint end)`;
}
