import { Defect } from '../../core/errors';
import { plainNumber, type ColumnType, type Dialect, type Lookup, type TableUpdate } from '../../sql/dialect';
import { emptySql, identifier, joinSql, numberLiteral, sql, Sql, type SqlValue } from '../../sql/sql';
import { standardValuesTable } from '../standardSql';
import type { TableSchema } from '../schema';

const columnTypes: Readonly<Record<ColumnType, string>> = {
	text: 'Nullable(String)',
	integer: 'Nullable(Int64)',
	instant: 'Nullable(Int64)',
	number: 'Nullable(Float64)',
	boolean: 'Nullable(Bool)',
	// Not its own JSON type, which keeps the values and forgets how they were written.
	json: 'Nullable(String)',
};

/** The text of ClickHouse's SQL. */
export const clickHouseDialect: Dialect = {
	name: 'clickhouse',
	quote: (name) => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
	placeholder: (position, value) => `{p${position}:${typeOf(value)}}`,
	columnType: (type) => columnTypes[type],
	numberLiteral: (text) => `(${text})`,
	rowsOf: (values) => sql`(select arrayJoin(${values}) as listed)`,
	valuesTable: standardValuesTable,
	createTemporary: (name, select) => sql`create temporary table ${name} as ${select}`,
	createTable: (name, columns) => sql`create table ${name} (${columns}) engine = MergeTree order by tuple()`,
	createTableAs: (name, select, key) => sql`create table ${name} ${engine(sql`${identifier(key)}`)} as ${select}`,
	updateFrom,
	onceARow: emptySql,
	findsByReading: false,
	// What a `with` names is worked out wherever it is read.
	once: () => undefined,
	distinctValues: 'beside',
	unlessStored: emptySql,
	isAmong,
	md5: (text) => sql`lower(hex(MD5(${text})))`,
	property,
	toNumber: (text) => sql`if(match(${text}, ${`^(?:${plainNumber})$`}), toFloat64OrNull(${text}), null)`,
	tinyIsZero: (number) => number,
	quantile: (expression, share) => sql`quantileExactInclusive(${numberLiteral(share)})(${expression})`,
	quantiles: (expression, shares) =>
		sql`quantilesExactInclusive(${joinSql(shares.map(numberLiteral))})(${expression})`,
	countIf: (condition) => sql`countIf(${condition})`,
	firstBy: (expression, order) => sql`argMin(${expression}, ${order})`,
	lastBy: (expression, order) => sql`argMax(${expression}, ${order})`,
};

/** Rows with the same key replace each other, the latest wins; the numbers of blocks are what lets rows be updated in place. */
export function engine(key: Sql): Sql {
	return sql`engine = ReplacingMergeTree order by (${key})
		settings allow_nullable_key = 1, enable_block_number_column = 1, enable_block_offset_column = 1`;
}

/** What tells the rows of a table apart, and the order they lie in. */
const sortingKeys: Readonly<Record<string, Sql>> = {
	events: sql`coalesce(customer_id, anonymous_id), occurred_at, event_hash, event_id`,
	identities: sql`known_id, known_as, customer_id, linked_at, event_id`,
	identity_groups: sql`known_id, group_id, valid_from`,
	identity_names: sql`group_id, canonical_id, valid_from`,
	imports: sql`id`,
	memberships: sql`customer_id, segment, valid_from`,
	schema_version: sql`version`,
};

export function createTable(table: TableSchema): Sql {
	const key = sortingKeys[table.name] ?? joinSql((table.key ?? Object.keys(table.columns)).map((name) => identifier(name)));
	const columns = Object.entries(table.columns).map(([name, type]) => columnOf(name, type));
	const index = table.name === 'events' ? sql`, index event_by_hash event_hash type bloom_filter granularity 1` : emptySql;
	return sql`create table if not exists ${identifier(table.name)} (${joinSql(columns)}${index}) ${engine(key)}`;
}

function columnOf(name: string, type: ColumnType): Sql {
	if (name === 'event_hash') return sql`event_hash Int64 default ${eventHash(sql`event_id`)}`;
	return sql`${identifier(name)} ${new Sql([columnTypes[type]], [])}`;
}

/** The 64-bit number an id is looked up by. */
export function eventHash(id: Sql): Sql {
	return sql`reinterpretAsInt64(xxHash64(assumeNotNull(${id})))`;
}

/** A row is updated by a newer one with the same key. */
function updateFrom({ table, columns, key, source, set, where }: TableUpdate): Sql {
	const names = joinSql(columns.map((name) => identifier(name)));
	const values = joinSql(columns.map((name) => set[name] ?? sql`target.${identifier(name)}`));
	return sql`
		insert into ${table} (${names})
		select ${values} from ${table} target
		join ${source} source on target.${identifier(key)} = source.${identifier(key)}
		${where === undefined ? emptySql : sql`where ${where}`}`;
}

/** By a list of values, because a subquery that reads the row around it cannot read what lies on other servers. */
function isAmong({ relation, equal, where = sql`true`, within }: Lookup): Sql {
	const columns = joinSql(Object.keys(equal).map((name) => identifier(name)));
	const [first] = Object.keys(equal);
	const some = within === undefined ? emptySql : sql`and ${identifier(first)} in (${within})`;
	return sql`(${joinSql(Object.values(equal))}) in (select ${columns} from ${relation} looked_up where ${where} ${some})`;
}

function property(json: Sql, name: string): Sql {
	const type = sql`JSONType(${json}, ${name})`;
	return sql`multiIf(
		${type} = 'String', JSONExtractString(${json}, ${name}),
		${type} = 'Null', null,
		JSONExtractRaw(${json}, ${name})
	)`;
}

function typeOf(value: SqlValue): string {
	if (Array.isArray(value)) return 'Array(String)';
	switch (typeof value) {
		case 'string':
			return 'String';
		case 'boolean':
			return 'Bool';
		case 'bigint':
			return 'Int64';
		case 'number':
			return Number.isInteger(value) ? 'Int64' : 'Float64';
		default:
			throw new Defect(`a SQL parameter cannot be of type ${typeof value}`);
	}
}
