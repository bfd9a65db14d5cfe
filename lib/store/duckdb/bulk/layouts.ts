import { joinSql, sql, Sql } from '../../../sql/sql';
import type { TextPart } from '../../bulk/splitText';
import { rejectedColumns, type Session } from '../../types';
import type { Layout } from './types';

/** Longer lines count as unreadable. */
export const LINE_BYTES_MAX = 1_048_576;
/** Lines of JSON whose keys are learned, and rows whose nested values are looked into. */
const SAMPLED_LINES = 100_000;
const SAMPLED_ROWS = 20_000;

/** How a CSV file is written, as its first part shows. */
export interface CsvDialect {
	readonly delimiter: string;
	readonly quote: string;
	readonly escape: string;
	/** Lines before the one with the names. */
	readonly skip: number;
	readonly columns: readonly string[];
}

export async function sniffCsv(session: Session, path: string): Promise<CsvDialect> {
	const [found] = await session.query<Record<'Delimiter' | 'Quote' | 'Escape' | 'columns', string> & { skip: number }>(sql`
		select "Delimiter", "Quote", "Escape", "SkipRows"::bigint as skip,
			to_json(list_transform("Columns", lambda c: c.name))::varchar as columns
		from sniff_csv(${path}, all_varchar = true, header = true, null_padding = true, strict_mode = false,
			ignore_errors = true, sample_size = 20480)`);
	// Where the sample has no quotes, a later line may have them: they mean what they mean nearly everywhere.
	const quote = isGiven(found.Quote) ? found.Quote : '"';
	return {
		delimiter: found.Delimiter,
		quote,
		escape: isGiven(found.Escape) ? found.Escape : quote,
		skip: found.skip,
		columns: JSON.parse(found.columns) as string[],
	};
}

function isGiven(sign: string): boolean {
	return sign !== '' && sign !== '(empty)' && sign !== '\0';
}

/** The rows of one part, all text; lines that cannot be read go to the temporary table `reject_errors`. */
export function csvRows(
	path: string,
	{ delimiter, quote, escape, skip, columns }: CsvDialect,
	part: { readonly isFirst: boolean; readonly hasQuotedBreaks: boolean },
): Sql {
	const types = joinSql([...columns, beyondOf(columns)].map((name) => sql`${literal(name)}: 'VARCHAR'`));
	return sql`read_csv(${path}, auto_detect = false, delim = ${delimiter}, quote = ${quote}, escape = ${escape},
		header = ${part.isFirst}, skip = ${part.isFirst ? skip : 0}, columns = {${types}}, null_padding = true,
		strict_mode = false, store_rejects = true, max_line_size = ${LINE_BYTES_MAX}, parallel = ${!part.hasQuotedBreaks})`;
}

/** All text; nothing in a CSV file is looked into. */
export function csvLayout({ columns }: CsvDialect): Layout {
	return { columns, names: columns, nested: new Set(), blankIsUnreadable: false, beyond: beyondOf(columns) };
}

/** What could not be read of a row, or the row. */
export const unreadableLine = rejectedColumns.line;

/** The engine would cut off what a row has too much, which is a row whose values have come out of place. */
function beyondOf(columns: readonly string[]): string {
	let name: string = unreadableLine;
	while (columns.includes(name)) name += '_';
	return name;
}

/**
 * The rows of NDJSON: text, or JSON where a key holds an object or a list. A malformed line is a row of nulls.
 */
export function jsonRows(path: string, { columns, nested }: Layout): Sql {
	const types = joinSql(columns.map((name) => sql`${literal(name)}: ${literal(nested.has(name) ? 'JSON' : 'VARCHAR')}`));
	return sql`read_json(${path}, format = 'newline_delimited', columns = {${types}},
		ignore_errors = true, maximum_object_size = ${LINE_BYTES_MAX})`;
}

/** Lines that are no JSON object, as `line`. */
export function unreadableJson(path: string): Sql {
	return sql`(select line as unreadable_line from read_csv(${path}, auto_detect = false, header = false, columns = {'line': 'VARCHAR'},
			delim = chr(1), quote = '', escape = '', ignore_errors = true, max_line_size = ${LINE_BYTES_MAX}) lines
		where trim(line) <> '' and (not json_valid(line) or json_type(line) <> 'OBJECT'))`;
}

/**
 * The keys of the first lines of a part and of some from all over it, and those inside the ones that hold objects, the
 * most frequent first.
 */
export async function jsonLayout(session: Session, { path, sample }: TextPart): Promise<Layout> {
	const first = sql`(select line from ${objectsIn(path)} objects limit ${SAMPLED_LINES})`;
	const { columns, nested } = await keysOf(session, sample === undefined ? first : sql`(from ${first} head union all from ${objectsIn(sample)} spread)`);
	const layout = { columns, nested, blankIsUnreadable: true };
	return { ...layout, names: await allNames(session, layout, jsonRows(path, { ...layout, names: [] })) };
}

/** The layout with the keys of some more lines that it does not know yet. */
export async function furtherKeys(session: Session, layout: Layout, sample: string): Promise<Layout> {
	const { columns, nested } = await keysOf(session, objectsIn(sample));
	const further = columns.filter((name) => !layout.columns.includes(name));
	if (further.length === 0) return layout;
	const holding = further.filter((name) => nested.has(name));
	return { ...layout, columns: [...layout.columns, ...further], nested: new Set([...layout.nested, ...holding]) };
}

function objectsIn(path: string): Sql {
	return sql`(select json as line from read_ndjson_objects(${path}, ignore_errors = true,
			maximum_object_size = ${LINE_BYTES_MAX}) where json is not null and json_type(json) = 'OBJECT')`;
}

async function keysOf(session: Session, lines: Sql): Promise<Pick<Layout, 'columns' | 'nested'>> {
	const keys = await session.query<{ name: string }>(sql`
		select name from (select unnest(json_keys(line)) as name from ${lines} objects) keys
		group by name order by count(*) desc, name`);
	const nested = await session.query<{ name: string }>(sql`
		select distinct name from (
			select name, json_type(line, ${pointerTo(sql`name`)}) as kind
			from (select line, unnest(json_keys(line)) as name from ${lines} objects limit ${SAMPLED_ROWS}) keys
		) kinds
		where kind in ('OBJECT', 'ARRAY')`);
	return {
		columns: keys.map(({ name }) => name).filter((name) => name !== ''),
		nested: new Set(nested.map(({ name }) => name)),
	};
}

/** The columns of Parquet; structures are read as JSON. */
export async function parquetLayout(session: Session, path: string): Promise<Layout> {
	const described = await session.query<{ name: string; type: string }>(
		sql`select column_name as name, column_type as type from (describe select * from read_parquet(${path}))`,
	);
	const nested = new Set(described.filter(({ type }) => /^(?:STRUCT|MAP|JSON)|\]$/.test(type)).map(({ name }) => name));
	const layout = { columns: described.map(({ name }) => name), nested, blankIsUnreadable: false };
	return { ...layout, names: await allNames(session, layout, parquetRows(path, { ...layout, names: [] })) };
}

/** A range of the rows of a Parquet file, counted from 0. */
export function parquetRows(
	path: string,
	{ nested }: Layout,
	range?: { readonly from: number; readonly to: number },
): Sql {
	const json = [...nested].map((name) => sql`to_json(${quoted(name)}) as ${quoted(name)}`);
	const replaced = json.length === 0 ? sql`` : sql` replace (${joinSql(json)})`;
	if (range === undefined) return sql`(select *${replaced} from read_parquet(${path}))`;
	return sql`(select * exclude (file_row_number)${replaced} from read_parquet(${path}, file_row_number = true)
		where file_row_number >= ${range.from} and file_row_number < ${range.to})`;
}

async function allNames(session: Session, { columns, nested }: Omit<Layout, 'names'>, rows: Sql): Promise<string[]> {
	const names = [...columns];
	for (const column of nested) {
		const keys = await session.query<{ key: string }>(sql`
			select key from (
				select unnest(json_keys(${quoted(column)})) as key from (select * from ${rows} limit ${SAMPLED_ROWS}) sampled
				where json_type(${quoted(column)}) = 'OBJECT'
			) keys
			group by key order by count(*) desc, key`);
		names.push(...keys.map(({ key }) => `${column}.${key}`));
	}
	return names;
}

/** RFC 6901, for a name that is a column of SQL. */
function pointerTo(name: Sql): Sql {
	return sql`('/' || replace(replace(${name}, '~', '~0'), '/', '~1'))`;
}

function quoted(name: string): Sql {
	return new Sql([`"${name.replaceAll('"', '""')}"`], []);
}

/** Where DuckDB takes no parameter: keys of a struct, names of files to write. */
export function literal(text: string): Sql {
	return new Sql([`'${text.replaceAll("'", "''")}'`], []);
}
